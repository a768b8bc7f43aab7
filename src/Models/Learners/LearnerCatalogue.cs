namespace Assay.Models.Learners;

/// <summary>Every learner there is, one a line.</summary>
public static class LearnerCatalogue
{
    public static IReadOnlyList<ILearner> All { get; } =
    [
        new XgboostLearner(),
        new LightgbmLearner(),
        new RandomForestLearner(),
        new FastTreeLearner(),
        new FastForestLearner(),
        new RidgeLearner(),
    ];

    /// <summary>The learner of a kind, or null.</summary>
    public static ILearner? Find(string? kind) => All.FirstOrDefault(learner => string.Equals(learner.Kind, kind, StringComparison.Ordinal));

    /// <summary>The learner of a kind.</summary>
    /// <exception cref="ArgumentException">There is none; a blend is not learnt.</exception>
    public static ILearner Of(string kind) => Find(kind) ?? throw new ArgumentException($"There is no learner '{kind}'; there are {Kinds}.", nameof(kind));

    /// <summary>The kinds, for a sentence.</summary>
    internal static string Kinds => string.Join(", ", All.Select(learner => learner.Kind));
}
