using Assay.Models.Training;

namespace Assay.Models.Learners;

/// <summary>
/// A way to learn scores from rows. A learner is one file and a line in <see cref="LearnerCatalogue"/>; everything else asks the catalogue.
/// It holds no state: the same rows, settings and seed give the same bytes, whatever the processor and the hour.
/// </summary>
public interface ILearner
{
    /// <summary>Its name in configuration, model files and exported models: lowercase words joined by underscores.</summary>
    string Kind { get; }

    /// <summary>The numbers that a candidate must give, no more and no fewer.</summary>
    IReadOnlyList<LearnerParameter> Parameters { get; }

    /// <summary>
    /// True: it fits on the earlier part of a training window and watches its error on the later part. False: it learns from the whole window.
    /// </summary>
    bool StopsEarly { get; }

    /// <summary>Fits a model.</summary>
    /// <param name="training">Rows to learn from; there is nothing else to learn from.</param>
    /// <param name="validation">Later rows with the same features, for a learner that stops early; null without any.</param>
    /// <param name="settings">A value for each of <see cref="Parameters"/>.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    TrainingResult Fit(TrainingSet training, TrainingSet? validation, LearnerSettings settings, CancellationToken cancellationToken);

    /// <summary>Reads a model file that <see cref="Fit"/> made.</summary>
    /// <param name="model">The bytes of the file.</param>
    /// <param name="threads">Threads of prediction, at least 1; scores do not depend on it.</param>
    /// <exception cref="ModelException">The bytes are no such model.</exception>
    ITrainedModel Read(byte[] model, int threads);
}
