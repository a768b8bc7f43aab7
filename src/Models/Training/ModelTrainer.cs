namespace Assay.Models.Training;

/// <summary>
/// Trains candidates. The same rows, options, seed and thread count give the same model file, byte for byte. One training runs on the calling
/// thread and the native library's own threads.
/// </summary>
public sealed class ModelTrainer
{
    private readonly int threads;
    private readonly int seed;

    /// <param name="threads">Threads of the native libraries, at least 1.</param>
    /// <param name="seed">Seed of every draw of rows and features, at least 0.</param>
    public ModelTrainer(int threads, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        this.threads = threads;
        this.seed = seed;
    }

    /// <summary>Trains one candidate that is not a blend; a blend is made of trained members by <see cref="BlendedModel"/>.</summary>
    /// <param name="candidate">What to train.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">
    /// Later rows for early stopping, purged from the training rows by the caller; null trains to the round limit. A random forest has no early
    /// stopping: its error there is only reported.
    /// </param>
    /// <param name="progress">Told the number of rounds done.</param>
    public TrainingResult Train(
        CandidateSpec candidate,
        TrainingSet training,
        TrainingSet? validation,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (validation is not null && !validation.FeatureNames.SequenceEqual(training.FeatureNames, StringComparer.Ordinal))
        {
            throw new ArgumentException("The validation part has other features than the training part.", nameof(validation));
        }

        return candidate.Kind switch
        {
            CandidateKind.Xgboost => XgboostTraining.Train(
                Section(candidate, candidate.Xgboost), threads, seed, training, validation, progress, cancellationToken),
            CandidateKind.Lightgbm => LightgbmTraining.Train(
                Section(candidate, candidate.Lightgbm), threads, seed, training, validation, progress, cancellationToken),
            CandidateKind.RandomForest => LightgbmTraining.TrainForest(
                Section(candidate, candidate.RandomForest), threads, seed, training, validation, progress, cancellationToken),
            _ => throw new ArgumentException($"Candidate '{candidate.Name}' is of kind {candidate.Kind}, which is not trained.", nameof(candidate)),
        };
    }

    private static T Section<T>(CandidateSpec candidate, T? section)
        where T : class =>
        section ?? throw new ArgumentException($"Candidate '{candidate.Name}' lacks the options of its kind {candidate.Kind}.", nameof(candidate));
}
