using System.Text;
using Assay.Activities.Contracts.Live;
using Assay.Artifacts;
using Assay.Domain;
using Assay.Features;
using Assay.Features.Labels;
using Assay.Features.Regimes;
using Assay.Live;
using Assay.Live.Positions;
using Assay.MarketData.Panels;
using Assay.MarketData.Universe;

namespace Assay.Activities.Live;

/// <summary>Everything known on the close of one session, and nothing later.</summary>
internal sealed record SessionData
{
    public required TradingDate Date { get; init; }

    /// <summary>The session's index; it is the last one of the axis.</summary>
    public required int Session { get; init; }

    public required MarketPanel Market { get; init; }

    public required UniversePanel Universe { get; init; }

    public required RegimeSeries Regimes { get; init; }

    /// <summary>Rows of the session, and of those before it whose realised scores are judged.</summary>
    public required FeatureMatrix Features { get; init; }

    /// <summary>Labels of these rows that ended by the session; NaN for the others.</summary>
    public required LabelSet Labels { get; init; }

    public required PortfolioPositions Positions { get; init; }

    public required IReadOnlyList<PerformanceDay> History { get; init; }

    /// <param name="store">Holds the inputs.</param>
    /// <param name="request">The references.</param>
    /// <param name="labelReach">Sessions from a row to the end of its label.</param>
    /// <param name="judgedSessions">Sessions with known labels to judge.</param>
    /// <exception cref="LiveException">The date is no session of the bars, or it has no regime or features.</exception>
    public static SessionData Read(IArtifactStore store, Recommend request, int labelReach, int judgedSessions)
    {
        var date = TradingDate.Parse(request.Date);
        var market = PanelBuilder.Build(TableWindow.Cut(store.ReadTable(request.Bars), null, date));
        var axis = market.Axis;
        var session = axis.FindSession(date);
        if (session < 0)
        {
            throw new LiveException($"{date} is no session of the data; give a --date from {axis.Sessions[0]} to {axis.Sessions[^1]} on which the exchange was open.");
        }

        var regimes = RegimeSeries.FromTable(TableWindow.Cut(store.ReadTable(request.Features.Regimes), null, date));
        if (regimes.Sessions.Count != axis.SessionCount)
        {
            throw new LiveException($"There are {regimes.Sessions.Count} sessions with a regime up to {date}, but {axis.SessionCount} with bars; build the features anew.");
        }

        var first = axis.Sessions[Math.Max(0, session - labelReach - judgedSessions + 1)];
        var features = FeatureMatrix.FromTable(TableWindow.Cut(store.ReadTable(request.Features.Features), first, date), axis);
        var labels = TableWindow.Cut(store.ReadTable(request.Features.Labels), first, date);
        var ended = labels.Date("label_end").AsSpan();
        var known = 0;
        while (known < ended.Length && ended[known] <= date.DayNumber)
        {
            known++;
        }

        return new SessionData
        {
            Date = date,
            Session = session,
            Market = market,
            Universe = UniverseTable.FromTable(axis, TableWindow.Cut(store.ReadTable(request.Universe), null, date)),
            Regimes = regimes,
            Features = features,
            Labels = LabelSet.FromTable(TableWindow.Rows(labels, 0, known), features.Rows),
            Positions = PositionsFile.Parse(Encoding.UTF8.GetString(store.Read(request.State.Positions)), "the stored positions", 0),
            History = PerformanceHistory.Parse(Encoding.UTF8.GetString(store.Read(request.State.History)), "the stored history"),
        };
    }

    /// <summary>The latest close up to the session; NaN where there is none.</summary>
    public double LastClose(int symbol)
    {
        var closes = Market.Close.HistoryOf(symbol);
        for (var session = Session; session >= 0; session--)
        {
            if (!double.IsNaN(closes[session]))
            {
                return closes[session];
            }
        }

        return double.NaN;
    }

    /// <summary>The index of a symbol, negative where no bar names it.</summary>
    public int FindSymbol(string symbol)
    {
        var symbols = Market.Axis.Symbols;
        var low = 0;
        var high = symbols.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(symbols[middle], symbol);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    /// <summary>The sector known on the session; <c>Unknown</c> for a name that is no member then.</summary>
    public string SectorOf(int symbol) => Universe.Sectors[Universe.SectorOf(Session, symbol)];
}
