namespace Assay.Models.Training;

/// <summary>Where boosting ended.</summary>
/// <param name="Rounds">Rounds to keep, at least 1.</param>
/// <param name="ValidationRmse">Error on the validation part at that round; null without one.</param>
internal readonly record struct RoundOutcome(int Rounds, double? ValidationRmse);
