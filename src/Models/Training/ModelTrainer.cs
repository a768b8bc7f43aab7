using Assay.Models.Learners;

namespace Assay.Models.Training;

/// <summary>
/// Trains candidates. The same rows, settings, seed and thread count give the same model file, byte for byte. One training runs on the calling
/// thread and the learner's own threads.
/// </summary>
/// <param name="threads">Threads of the learners, at least 1.</param>
/// <param name="seed">Seed of every draw of rows and features, at least 0.</param>
public sealed class ModelTrainer(int threads, int seed)
{
    /// <summary>Trains one candidate that is not a blend; a blend is made of trained members by <see cref="BlendedModel"/>.</summary>
    /// <param name="candidate">What to train.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">
    /// Later rows for early stopping, purged from the training rows by the caller; null trains to the round limit.
    /// </param>
    /// <exception cref="ArgumentException">The candidate is a blend or has settings that its learner refuses, or the parts have different features.</exception>
    public TrainingResult Train(CandidateSpec candidate, TrainingSet training, TrainingSet? validation, CancellationToken cancellationToken = default)
    {
        if (validation is not null && !validation.FeatureNames.SequenceEqual(training.FeatureNames, StringComparer.Ordinal))
        {
            throw new ArgumentException("The validation part has other features than the training part.", nameof(validation));
        }

        var learner = LearnerCatalogue.Of(candidate.Kind);
        return learner.Fit(training, validation, new LearnerSettings(learner, candidate.Settings, threads, seed), cancellationToken);
    }
}
