namespace Assay.Models.Training;

/// <summary>What a training gave.</summary>
/// <param name="Kind">The family, which <see cref="TrainedModel.Load"/> needs beside the bytes.</param>
/// <param name="Model">The model file, with the rounds up to the best one.</param>
/// <param name="Rounds">Rounds kept, which is the number of trees.</param>
/// <param name="ValidationRmse">
/// Root mean squared error on the validation part at the last round kept, in units of the label; null without a validation part.
/// </param>
public sealed record TrainingResult(CandidateKind Kind, byte[] Model, int Rounds, double? ValidationRmse);
