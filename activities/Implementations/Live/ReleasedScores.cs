using Assay.Activities.Contracts.Release;
using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Features;
using Assay.Live;
using Assay.Live.Records;
using Assay.MarketData.Panels;
using Assay.Models.Evaluation;
using Assay.Models.Export;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Activities.Live;

/// <summary>What the released model says of the session, and what it said of earlier ones whose outcome is known by now.</summary>
internal sealed class ReleasedScores
{
    private readonly SessionData data;
    private readonly double[] scores;

    private ReleasedScores(SessionData data, ReleaseManifest manifest, double[] scores)
    {
        this.data = data;
        this.scores = scores;
        FittedThrough = TradingDate.Parse(manifest.Data.LastSession);
        IsSynthetic = manifest.Synthetic;
        (First, End) = (data.Features.Rows.SessionOffsets[data.Session], data.Features.RowCount);
    }

    /// <summary>Last session of the data the model was fitted on.</summary>
    public TradingDate FittedThrough { get; }

    public bool IsSynthetic { get; }

    /// <summary>First row of the session in the features.</summary>
    public int First { get; }

    /// <summary>Row after the session's last one.</summary>
    public int End { get; }

    /// <summary>The session's scores, in the order of its rows.</summary>
    public ReadOnlySpan<double> OfSession => scores.AsSpan(First, End - First);

    /// <exception cref="LiveException">The model wants a feature that the features of this run lack.</exception>
    public static ReleasedScores Compute(IArtifactStore store, ActiveRelease release, SessionData data, int threads)
    {
        using var scorer = OnnxScorer.Load(store.Read(release.Onnx), threads);
        var scores = new double[data.Features.RowCount];
        scorer.Score(InOrderOf(scorer.FeatureNames, data.Features, release.Version), scores);
        return new ReleasedScores(data, ManifestOf(store, release), scores);
    }

    /// <summary>The session's scores on the axis; NaN for every other session and name.</summary>
    public Panel ToPanel()
    {
        var panel = Panel.Empty(data.Market.Axis);
        for (var row = First; row < End; row++)
        {
            panel.Values[panel.Axis.IndexOf(data.Session, data.Features.Rows.SymbolIndex[row])] = scores[row];
        }

        return panel;
    }

    /// <summary>The session's score of a name; null where it has none.</summary>
    public double? Of(int symbol)
    {
        var found = Array.BinarySearch(data.Features.Rows.SymbolIndex, First, End - First, symbol);
        return found < 0 ? null : scores[found];
    }

    /// <summary>Every scored name of the session, best first.</summary>
    public IReadOnlyList<Signal> ToSignals()
    {
        var symbols = data.Features.Rows.SymbolIndex;
        return
        [
            .. Enumerable.Range(First, End - First)
                .OrderByDescending(row => scores[row])
                .ThenBy(row => symbols[row])
                .Select((row, index) => new Signal(data.Market.Axis.Symbols[symbols[row]], data.SectorOf(symbols[row]), scores[row], index + 1)),
        ];
    }

    /// <summary>
    /// Rank information coefficients of the sessions whose outcome is known by now and was not known to the model: their label ends after
    /// the data it was fitted on.
    /// </summary>
    public IReadOnlyList<SessionCorrelation> Realised()
    {
        var rows = data.Features.Rows;
        var axis = rows.Axis;
        var sessions = new List<TradingDate>();
        var offsets = new List<int> { 0 };
        var scored = new List<double>();
        var returns = new List<double>();
        for (var session = 0; session < data.Session; session++)
        {
            var (start, end) = (rows.SessionOffsets[session], rows.SessionOffsets[session + 1]);
            if (start == end || data.Labels.EndSessionOf(start) > data.Session || axis.Sessions[data.Labels.EndSessionOf(start)] <= FittedThrough)
            {
                continue;
            }

            sessions.Add(axis.Sessions[session]);
            scored.AddRange(scores.AsSpan(start, end - start));
            returns.AddRange(data.Labels.ForwardReturns.AsSpan(start, end - start));
            offsets.Add(scored.Count);
        }

        var outcomes = new ScoredSessions(sessions, [.. offsets], [.. scored], [.. returns]);
        return [.. InformationCoefficient.PerSession(outcomes).Where(session => !double.IsNaN(session.Spearman))];
    }

    /// <summary>The release was verified when it was loaded; here only its content is wanted.</summary>
    private static ReleaseManifest ManifestOf(IArtifactStore store, ActiveRelease release)
    {
        var envelope = CanonicalJson.Deserialize<DsseEnvelope>(store.Read(release.Manifest));
        return CanonicalJson.Deserialize<Statement<ReleaseManifest>>(Convert.FromBase64String(envelope.Payload)).Predicate;
    }

    private static float[] InOrderOf(IReadOnlyList<string> wanted, FeatureMatrix features, int version)
    {
        var columns = new int[wanted.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = -1;
            for (var feature = 0; feature < features.FeatureCount && columns[i] < 0; feature++)
            {
                columns[i] = string.Equals(features.FeatureNames[feature], wanted[i], StringComparison.Ordinal) ? feature : -1;
            }

            if (columns[i] < 0)
            {
                throw new LiveException($"Release {version} scores with the feature {wanted[i]}, which this run does not build; enable it in features.yaml, or release a model of the present features.");
            }
        }

        var values = new float[features.RowCount * columns.Length];
        for (var row = 0; row < features.RowCount; row++)
        {
            var source = features.Row(row);
            for (var i = 0; i < columns.Length; i++)
            {
                values[(row * columns.Length) + i] = source[columns[i]];
            }
        }

        return values;
    }
}
