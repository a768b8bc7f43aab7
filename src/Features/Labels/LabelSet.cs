using Assay.Artifacts.Tables;

namespace Assay.Features.Labels;

/// <summary>The labels of the rows of a feature matrix, in the same order.</summary>
public sealed class LabelSet
{
    /// <summary>
    /// Schema of the table form: <c>date</c>, <c>symbol</c>, <c>forward_return</c> (fraction), <c>label</c> ([−1, 1]), <c>label_end</c>
    /// (date). It holds only rows whose label ends within the snapshot; the latest rows have no label yet.
    /// </summary>
    public const string SchemaId = "assay.labels/1";

    /// <param name="rows">The rows of the features.</param>
    /// <param name="endOffsetSessions">Sessions from a row's session to the session its label ends in.</param>
    /// <param name="forwardReturns">Per row, a fraction; NaN where not known.</param>
    /// <param name="values">Per row, in [−1, 1]; NaN where not known.</param>
    public LabelSet(RowIndex rows, int endOffsetSessions, double[] forwardReturns, double[] values)
    {
        if (forwardReturns.Length != rows.Count || values.Length != rows.Count)
        {
            throw new ArgumentException($"{rows.Count} rows need as many labels.", nameof(values));
        }

        Rows = rows;
        EndOffsetSessions = endOffsetSessions;
        ForwardReturns = forwardReturns;
        Values = values;
    }

    public RowIndex Rows { get; }

    /// <summary>Sessions from a row's session to the session its label ends in: 1 + horizon.</summary>
    public int EndOffsetSessions { get; }

    /// <summary>Open of the end session over open of the session after the row's (closes where bars have no open), less 1; not to be written by a reader.</summary>
    public double[] ForwardReturns { get; }

    /// <summary>Rank of the forward return among the session's rows, in [−1, 1]; not to be written by a reader.</summary>
    public double[] Values { get; }

    /// <summary>The session whose open (close, for bars without open) ends the row's label; it may lie beyond the last session, and the label is NaN then.</summary>
    public int EndSessionOf(int row) => Rows.SessionIndex[row] + EndOffsetSessions;

    /// <summary>Reads the table form back onto the rows of its features; rows without an entry get NaN.</summary>
    /// <exception cref="FeatureException">The table has a row that the features lack, or a label end off the axis.</exception>
    public static LabelSet FromTable(Table table, RowIndex rows)
    {
        var own = RowIndex.FromTable(table.Expect(SchemaId), rows.Axis);
        var ends = table.Date("label_end");
        var offset = 0;
        var returns = new double[rows.Count];
        var values = new double[rows.Count];
        Array.Fill(returns, double.NaN);
        Array.Fill(values, double.NaN);
        for (var row = 0; row < own.Count; row++)
        {
            if (row >= rows.Count || own.SessionIndex[row] != rows.SessionIndex[row] || own.SymbolIndex[row] != rows.SymbolIndex[row])
            {
                throw new FeatureException(
                    $"Label table, row {row} is not the feature matrix's row {row}; use the features it was made with.");
            }

            var distance = rows.Axis.FindSession(new Domain.TradingDate(ends[row])) - own.SessionIndex[row];
            if (distance < 1 || (row > 0 && distance != offset))
            {
                throw new FeatureException($"Label table, row {row}: label_end is {distance} sessions after the date; make it anew.");
            }

            offset = distance;
        }

        table.Float64("forward_return").CopyTo(returns, 0);
        table.Float64("label").CopyTo(values, 0);
        return new LabelSet(rows, offset, returns, values);
    }

    public Table ToTable()
    {
        var count = 0;
        while (count < Rows.Count && EndSessionOf(count) < Rows.Axis.SessionCount)
        {
            count++;
        }

        var (date, symbol) = Rows.ToColumns(count);
        var ends = new int[count];
        for (var row = 0; row < count; row++)
        {
            ends[row] = Rows.Axis.Sessions[EndSessionOf(row)].DayNumber;
        }

        return new Table(
            SchemaId,
            date,
            symbol,
            new Float64Column("forward_return", ForwardReturns[..count]),
            new Float64Column("label", Values[..count]),
            new DateColumn("label_end", ends));
    }
}
