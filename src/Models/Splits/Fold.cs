namespace Assay.Models.Splits;

/// <summary>One step of the walk-forward: a model learns on the training window and is judged on the test window after it.</summary>
/// <param name="Index">From 0, in time; the number stays the same when only the latest folds are run.</param>
/// <param name="Train">Ends early enough that every label in it is known before the test window begins.</param>
/// <param name="Test">The sessions that are scored.</param>
public sealed record Fold(int Index, TrainingWindow Train, SessionWindow Test);
