namespace Assay.Models.Splits;

/// <summary>The folds of a history and the window of the final fit. Schema <c>assay.splits/1</c> in canonical JSON.</summary>
public sealed record WalkForwardPlan
{
    public const string SchemaId = "assay.splits/1";

    public string Schema => SchemaId;

    public required WalkForwardProfile Profile { get; init; }

    public required WindowLengths Lengths { get; init; }

    /// <summary>Sessions from a decision to the end of its label, which purging reaches over.</summary>
    public required int LabelEndOffsetSessions { get; init; }

    public required int EmbargoSessions { get; init; }

    /// <summary>In time; at least one.</summary>
    public required IReadOnlyList<Fold> Folds { get; init; }

    /// <summary>The latest training window whose labels are known; the released model is fitted on it.</summary>
    public required TrainingWindow FinalFit { get; init; }
}
