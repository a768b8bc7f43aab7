using Assay.LightGbm;
using Assay.Models.Export;

namespace Assay.Models.Training;

/// <summary>A boosted model or a random forest in LightGBM's text form.</summary>
internal sealed class LightgbmModel : ITrainedModel
{
    private readonly byte[] text;
    private readonly TreeEnsemble ensemble;
    private readonly LightGbmBooster booster;
    private readonly int threads;

    internal LightgbmModel(CandidateKind kind, byte[] text, int threads)
    {
        Kind = kind;
        this.text = text;
        this.threads = threads;
        ensemble = LightgbmTextModel.Parse(text);
        booster = LightGbmBooster.Load(text);
    }

    public CandidateKind Kind { get; }

    public IReadOnlyList<string> FeatureNames => ensemble.FeatureNames;

    public void Predict(ReadOnlySpan<float> rows, Span<double> scores)
    {
        RowCount.Check(rows, FeatureNames.Count, scores);
        booster.Predict(rows, threads, scores);
    }

    public byte[] Serialize() => [.. text];

    public IReadOnlyList<TreeEnsemble> ReadEnsembles() => [ensemble];

    public void Dispose() => booster.Dispose();
}
