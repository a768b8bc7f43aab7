using Assay.Models.Export;
using Assay.Models.Learners;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

/// <summary>Small candidates of every learner, and models trained on a seeded table.</summary>
internal static class Candidates
{
    internal const int Threads = 2;

    private static readonly Dictionary<string, CandidateSpec> ByKind = new CandidateSpec[]
    {
        Of("xgboost", ("max_rounds", 60), ("early_stopping_rounds", 10), ("learning_rate", 0.1), ("max_depth", 5), ("min_child_weight", 5), ("row_fraction", 0.8), ("feature_fraction", 0.8), ("min_split_gain", 0.01), ("l2_penalty", 1), ("max_bins", 64)),
        Of("lightgbm", ("max_rounds", 60), ("early_stopping_rounds", 10), ("learning_rate", 0.1), ("leaves", 15), ("feature_fraction", 0.8), ("bagging_fraction", 0.8), ("bagging_every_rounds", 5), ("min_rows_per_leaf", 5), ("l2_penalty", 0), ("max_bins", 63)),
        Of("random_forest", ("trees", 30), ("leaves", 31), ("feature_fraction", 0.5), ("bagging_fraction", 0.6), ("min_rows_per_leaf", 5), ("max_bins", 63)),
        Of("fast_tree", ("trees", 60), ("learning_rate", 0.1), ("leaves", 15), ("feature_fraction", 0.8), ("bagging_fraction", 0.8), ("bagging_every_trees", 5), ("min_rows_per_leaf", 5), ("max_bins", 63)),
        Of("fast_forest", ("trees", 30), ("leaves", 31), ("feature_fraction", 0.8), ("bagging_fraction", 0.6), ("min_rows_per_leaf", 5), ("max_bins", 63)),
        Of("ridge", ("l2_penalty", 0.1)),
    }.ToDictionary(spec => spec.Kind, StringComparer.Ordinal);

    /// <summary>Every learner of the catalogue: one without a small candidate here fails the tests that walk over them.</summary>
    internal static string[] Kinds { get; } = [.. LearnerCatalogue.All.Select(learner => learner.Kind)];

    internal static SeededTable Table { get; } = SeededTable.Draw(rows: 3_000, features: 6, missingFraction: 0.05, seed: 11);

    internal static CandidateSpec Of(string kind) => ByKind[kind];

    internal static CandidateSpec Of(string kind, params (string Name, double Value)[] settings) => new()
    {
        Name = kind,
        Kind = kind,
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal),
    };

    /// <summary>The candidate with another value of one setting.</summary>
    internal static CandidateSpec With(this CandidateSpec spec, string name, double value) =>
        spec with { Settings = new Dictionary<string, double>(spec.Settings, StringComparer.Ordinal) { [name] = value } };

    internal static TrainingSet Set(SeededTable table, int firstRow, int rows) => new(
        table.Values.AsMemory(firstRow * table.Features, rows * table.Features),
        table.Labels.AsMemory(firstRow, rows),
        [.. Enumerable.Range(0, table.Features).Select(index => $"feature_{index}")]);

    /// <summary>Trains on the first 2,500 rows of <see cref="Table"/> and validates on the last 500.</summary>
    internal static TrainingResult Train(string kind, int seed = 1, int threads = Threads) =>
        new ModelTrainer(threads, seed).Train(Of(kind), Set(Table, 0, 2_500), Set(Table, 2_500, 500));

    /// <summary>A trained model of a kind; of a blend, one of three members, a line among them.</summary>
    internal static ITrainedModel Model(string kind) => kind == BlendedModel.BlendKind
        ? new BlendedModel([.. Members.Select(Model)])
        : TrainedModel.Load(kind, Train(kind).Model, Threads);

    internal static string[] Members { get; } = ["xgboost", "random_forest", "ridge"];

    /// <summary>The trees of a model file.</summary>
    internal static TreeEnsemble Trees(ITrainedModel model) => model.Kind switch
    {
        "xgboost" => XgboostJsonModel.Parse(model.Serialize()),
        "lightgbm" or "random_forest" => LightgbmTextModel.Parse(model.Serialize()),
        _ => TreeFile.Read(model.Serialize()),
    };
}
