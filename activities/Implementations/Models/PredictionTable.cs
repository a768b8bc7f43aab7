using Assay.Artifacts.Tables;
using Assay.Features;
using Assay.Features.Labels;
using Assay.Models.Evaluation;
using Assay.Models.Splits;

namespace Assay.Activities.Models;

/// <summary>Out-of-sample scores of all folds, one row per session and member (<c>assay.predictions/1</c>).</summary>
internal sealed class PredictionTable
{
    public const string SchemaId = "assay.predictions/1";

    private readonly FeatureMatrix features;
    private readonly int[] rows;
    private readonly int[] folds;

    private PredictionTable(FeatureMatrix features, int[] rows, int[] folds, double[] scores)
    {
        this.features = features;
        this.rows = rows;
        this.folds = folds;
        Scores = scores;
    }

    public double[] Scores { get; }

    /// <summary>Scores every row of every test window; folds do not overlap and ascend.</summary>
    public static PredictionTable Of(FeatureMatrix features, IReadOnlyList<Fold> folds, Action<Fold, ReadOnlyMemory<float>, Memory<double>> predict)
    {
        var count = 0;
        foreach (var fold in folds)
        {
            var (first, end) = FoldRows.RangeOf(features, fold.Test);
            count += end - first;
        }

        var rows = new int[count];
        var foldOf = new int[count];
        var scores = new double[count];
        var next = 0;
        foreach (var fold in folds)
        {
            var (first, end) = FoldRows.RangeOf(features, fold.Test);
            var values = features.Values.AsMemory(first * features.FeatureCount, (end - first) * features.FeatureCount);
            predict(fold, values, scores.AsMemory(next, end - first));
            for (var row = first; row < end; row++)
            {
                rows[next] = row;
                foldOf[next++] = fold.Index;
            }
        }

        return new PredictionTable(features, rows, foldOf, scores);
    }

    public Table ToTable()
    {
        var index = features.Rows;
        return new Table(
            SchemaId,
            new DateColumn("date", Array.ConvertAll(rows, row => index.Axis.Sessions[index.SessionIndex[row]].DayNumber)),
            new TextColumn("symbol", Array.ConvertAll(rows, row => index.SymbolIndex[row]), [.. index.Axis.Symbols]),
            new Float64Column("score", Scores),
            new Int32Column("fold", folds));
    }

    /// <summary>The scores beside the forward returns of the same rows.</summary>
    public ScoredSessions WithReturns(LabelSet labels)
    {
        var index = features.Rows;
        var sessions = new List<Domain.TradingDate>();
        var offsets = new List<int>();
        var last = -1;
        for (var i = 0; i < rows.Length; i++)
        {
            var session = index.SessionIndex[rows[i]];
            if (session != last)
            {
                sessions.Add(index.Axis.Sessions[session]);
                offsets.Add(i);
                last = session;
            }
        }

        offsets.Add(rows.Length);
        return new ScoredSessions(sessions, [.. offsets], Scores, Array.ConvertAll(rows, row => labels.ForwardReturns[row]));
    }
}
