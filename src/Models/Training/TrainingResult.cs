namespace Assay.Models.Training;

/// <summary>What a training gave.</summary>
/// <param name="Model">The model file, with the rounds up to the best one.</param>
/// <param name="Rounds">Rounds kept, which is the number of trees; 1 where nothing goes in rounds.</param>
/// <param name="ValidationRmse">
/// Root mean squared error on the validation part at the last round kept, in units of the label; null without a validation part.
/// </param>
public sealed record TrainingResult(byte[] Model, int Rounds, double? ValidationRmse);
