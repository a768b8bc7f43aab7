using Assay.Models.Export;
using Assay.XGBoost;

namespace Assay.Models.Training;

/// <summary>A boosted model in XGBoost's JSON form.</summary>
internal sealed class XgboostModel : ITrainedModel
{
    private readonly byte[] json;
    private readonly TreeEnsemble ensemble;
    private readonly XGBoostBooster booster;

    internal XgboostModel(byte[] json, int threads)
    {
        this.json = json;
        ensemble = XgboostJsonModel.Parse(json);
        booster = XGBoostBooster.Load(json, threads);
    }

    public CandidateKind Kind => CandidateKind.Xgboost;

    public IReadOnlyList<string> FeatureNames => ensemble.FeatureNames;

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores)
    {
        RowCount.Check(rows, FeatureNames.Count, scores);
        var native = new float[scores.Length];
        booster.Predict(rows, native);
        for (var row = 0; row < native.Length; row++)
        {
            scores[row] = native[row];
        }
    }

    public byte[] Serialize() => [.. json];

    public IReadOnlyList<TreeEnsemble> ReadEnsembles() => [ensemble];

    public void Dispose() => booster.Dispose();
}
