namespace Assay.Models.Splits;

/// <summary>Lengths of the windows in calendar months. Test windows follow one another, so the step is the test window's length.</summary>
public sealed record WindowLengths
{
    /// <summary>3..120.</summary>
    public required int TrainMonths { get; init; }

    /// <summary>1..36.</summary>
    public required int TestMonths { get; init; }
}
