using System.Globalization;

namespace Assay.Models.Learners;

/// <summary>A number that a learner takes from configuration.</summary>
public sealed record LearnerParameter
{
    private readonly Predicate<double> allows;

    private LearnerParameter(string name, string range, Predicate<double> allows)
    {
        Name = name;
        Range = range;
        this.allows = allows;
    }

    /// <summary>Its key in the candidate's section: lowercase words joined by underscores.</summary>
    public string Name { get; }

    /// <summary>What is allowed, for people: what follows "must be".</summary>
    public string Range { get; }

    /// <summary>A whole number, both ends included.</summary>
    public static LearnerParameter Whole(string name, int least, int most) => new(
        name,
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        value => value >= least && value <= most && double.IsInteger(value));

    /// <summary>A number from a least one on.</summary>
    public static LearnerParameter AtLeast(string name, double least) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"at least {least}"), value => value >= least && double.IsFinite(value));

    /// <summary>A number above 0.</summary>
    public static LearnerParameter Positive(string name) => new(name, "above 0", value => value > 0 && double.IsFinite(value));

    /// <summary>A fraction above 0; 1 is allowed.</summary>
    public static LearnerParameter Fraction(string name) => new(name, "above 0 to 1", value => value is > 0 and <= 1);

    /// <summary>A fraction above 0 and below 1.</summary>
    public static LearnerParameter ProperFraction(string name) => new(name, "above 0 and below 1", value => value is > 0 and < 1);

    public bool Allows(double value) => allows(value);
}
