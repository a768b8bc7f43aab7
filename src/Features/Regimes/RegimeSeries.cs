using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Features.Regimes;

/// <summary>The regime of every session, as it was known at that session's close.</summary>
public sealed class RegimeSeries
{
    /// <summary>Schema of the table form: <c>date</c>, <c>regime</c> (0, 1, 2), <c>established</c>.</summary>
    public const string SchemaId = "assay.regimes/1";

    /// <param name="sessions">Ascending.</param>
    /// <param name="values">One per session.</param>
    /// <param name="established">One per session: false where too little history exists, so that the regime is Normal by default.</param>
    public RegimeSeries(IReadOnlyList<TradingDate> sessions, Regime[] values, bool[] established)
    {
        if (values.Length != sessions.Count || established.Length != sessions.Count)
        {
            throw new ArgumentException($"A regime series of {sessions.Count} sessions needs as many values and marks.", nameof(values));
        }

        Sessions = sessions;
        Values = values;
        Established = established;
    }

    public IReadOnlyList<TradingDate> Sessions { get; }

    /// <summary>Not to be written by a reader.</summary>
    public Regime[] Values { get; }

    /// <summary>Not to be written by a reader.</summary>
    public bool[] Established { get; }

    /// <exception cref="FeatureException">A regime is none of the three, or the dates do not ascend.</exception>
    public static RegimeSeries FromTable(Table table)
    {
        var dates = table.Expect(SchemaId).Date("date");
        var codes = table.Int32("regime");
        var sessions = new TradingDate[dates.Length];
        var values = new Regime[dates.Length];
        for (var i = 0; i < dates.Length; i++)
        {
            sessions[i] = new TradingDate(dates[i]);
            if (i > 0 && sessions[i] <= sessions[i - 1])
            {
                throw new FeatureException($"Regime table: {sessions[i]} follows {sessions[i - 1]}, but dates must ascend; make it anew.");
            }

            if (codes[i] is < (int)Regime.RiskOff or > (int)Regime.RiskOn)
            {
                throw new FeatureException($"Regime table, {sessions[i]}: {codes[i]} is no regime (0, 1 or 2); make it anew.");
            }

            values[i] = (Regime)codes[i];
        }

        return new RegimeSeries(sessions, values, table.Boolean("established"));
    }

    public Table ToTable()
    {
        var dates = new int[Sessions.Count];
        var codes = new int[Sessions.Count];
        for (var i = 0; i < dates.Length; i++)
        {
            dates[i] = Sessions[i].DayNumber;
            codes[i] = (int)Values[i];
        }

        return new Table(
            SchemaId, new DateColumn("date", dates), new Int32Column("regime", codes), new BooleanColumn("established", Established));
    }
}
