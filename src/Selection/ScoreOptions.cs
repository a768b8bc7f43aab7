namespace Assay.Selection;

/// <summary>The terms of the score.</summary>
public sealed record ScoreOptions
{
    public required ScoreTerm Sharpe { get; init; }

    public required ScoreTerm MaxDrawdown { get; init; }

    public required ScoreTerm Calmar { get; init; }

    public required ScoreTerm Turnover { get; init; }

    public required ScoreTerm RegimeConsistency { get; init; }

    internal IReadOnlyList<ScoreTerm> Terms() => [Sharpe, MaxDrawdown, Calmar, Turnover, RegimeConsistency];
}
