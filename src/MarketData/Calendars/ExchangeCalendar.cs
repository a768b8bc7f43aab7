using System.Collections.Immutable;
using Assay.Domain;

namespace Assay.MarketData.Calendars;

/// <summary>
/// The sessions of one exchange over the days that its source covers. Everything is computed when the calendar is made: lookups allocate nothing, and
/// any number of threads may ask. A day or an instant outside the coverage is refused, never guessed.
/// </summary>
public sealed class ExchangeCalendar
{
    private readonly CalendarFacts facts;
    private readonly MarketSession[] sessions;
    private readonly TradingDate[] dates;
    private readonly long[] opens;

    // Position of the last session on or before each covered day; -1 before the first.
    private readonly int[] positions;
    private readonly DateTimeOffset firstInstant;
    private readonly DateTimeOffset endInstant;

    internal ExchangeCalendar(CalendarDefinition definition, CalendarReference reference, CalendarFacts facts, MarketSession[] sessions)
    {
        Definition = definition;
        this.facts = facts;
        this.sessions = sessions;
        Reference = reference;
        dates = Array.ConvertAll(sessions, session => session.Date);
        opens = Array.ConvertAll(sessions, session => session.Open.UtcTicks);
        positions = new int[reference.LastDay.DayNumber - reference.FirstDay.DayNumber + 1];
        var position = -1;
        for (var day = 0; day < positions.Length; day++)
        {
            if (position + 1 < dates.Length && dates[position + 1].DayNumber == reference.FirstDay.DayNumber + day)
            {
                position++;
            }

            positions[day] = position;
        }

        firstInstant = CalendarBuilder.StartOfDay(reference.FirstDay, facts.ZoneId);
        endInstant = CalendarBuilder.StartOfDay(reference.LastDay.AddDays(1), facts.ZoneId);
    }

    /// <summary>What it was computed from.</summary>
    internal CalendarDefinition Definition { get; }

    /// <summary>Id, coverage and digest, to be kept beside whatever is made with this calendar.</summary>
    public CalendarReference Reference { get; }

    /// <summary>Market identifier code of ISO 10383, such as <c>XNYS</c>.</summary>
    public string Id => Reference.Id;

    public string Exchange => facts.Exchange;

    /// <summary>Name in the IANA time zone database.</summary>
    public string ZoneId => facts.ZoneId;

    /// <summary>Where the sessions come from, in one sentence.</summary>
    public string Source => facts.Source;

    public TradingDate FirstDay => Reference.FirstDay;

    public TradingDate LastDay => Reference.LastDay;

    /// <summary>Weekdays without a session, ascending.</summary>
    public ImmutableArray<MarketClosure> Closures => facts.Closures;

    /// <summary>Sessions with hours of their own, ascending.</summary>
    public ImmutableArray<SpecialHours> SpecialHours => facts.SpecialHours;

    /// <summary>Every session, ascending.</summary>
    public ReadOnlySpan<TradingDate> Sessions => dates;

    /// <exception cref="MarketDataException">The day lies outside the coverage; so for every member that takes a day or an instant.</exception>
    public bool IsSession(TradingDate date) => IsSessionAt(Position(date), date);

    /// <summary>The first session after a day, which need not be one.</summary>
    /// <exception cref="MarketDataException">The coverage ends before it.</exception>
    public TradingDate Next(TradingDate date) => dates[Within(Position(date) + 1, date)];

    /// <summary>The last session before a day, which need not be one.</summary>
    /// <exception cref="MarketDataException">The coverage begins after it.</exception>
    public TradingDate Previous(TradingDate date)
    {
        var position = Position(date);
        return dates[Within(IsSessionAt(position, date) ? position - 1 : position, date)];
    }

    /// <summary>The day itself when it is a session, else the next one.</summary>
    public TradingDate OnOrAfter(TradingDate date)
    {
        var position = Position(date);
        return dates[Within(IsSessionAt(position, date) ? position : position + 1, date)];
    }

    /// <summary>The day itself when it is a session, else the one before.</summary>
    public TradingDate OnOrBefore(TradingDate date) => dates[Within(Position(date), date)];

    /// <summary>The session that lies <paramref name="count"/> sessions after (before, when negative) a session.</summary>
    /// <exception cref="ArgumentException">The day is no session, so that counting from it has two meanings.</exception>
    /// <exception cref="MarketDataException">The coverage does not reach so far.</exception>
    public TradingDate Add(TradingDate session, int count) => dates[Within((long)SessionPosition(session) + count, session)];

    /// <summary>
    /// Sessions s with from &lt; s ≤ to, negative when <paramref name="to"/> is the earlier. Of two sessions: how far they are apart. From a bar's day to
    /// today's: its age in sessions.
    /// </summary>
    public int SessionsApart(TradingDate from, TradingDate to) => Position(to) - Position(from);

    /// <summary>The sessions from <paramref name="first"/> to <paramref name="last"/>, both included, ascending; empty when there is none.</summary>
    public ReadOnlySpan<TradingDate> SessionsIn(TradingDate first, TradingDate last)
    {
        var start = Position(first);
        start = IsSessionAt(start, first) ? start : start + 1;
        var count = Position(last) + 1 - start;
        return count > 0 ? dates.AsSpan(start, count) : [];
    }

    /// <summary>The hours of a session.</summary>
    /// <exception cref="ArgumentException">The exchange is closed that day.</exception>
    public MarketSession Session(TradingDate date) => sessions[SessionPosition(date)];

    /// <summary>Whether the exchange trades at an instant: from the opening on, until just before the close.</summary>
    public bool IsOpenAt(DateTimeOffset instant) => SessionAt(instant) is not null;

    /// <summary>The session that is under way at an instant, or null when the exchange is closed then.</summary>
    public MarketSession? SessionAt(DateTimeOffset instant)
    {
        var position = LastOpened(instant);
        return position >= 0 && instant < sessions[position].Close ? sessions[position] : null;
    }

    /// <summary>The newest session that is over at an instant (close ≤ instant): the last one whose daily bar can be complete.</summary>
    /// <exception cref="MarketDataException">None is over yet within the coverage.</exception>
    public MarketSession LastClosed(DateTimeOffset instant)
    {
        var position = LastOpened(instant);
        if (position >= 0 && instant < sessions[position].Close)
        {
            position--;
        }

        return sessions[Within(position, FirstDay)];
    }

    /// <summary>The first session whose close lies after an instant: the one under way, or the next to come.</summary>
    /// <exception cref="MarketDataException">The coverage ends before it.</exception>
    public MarketSession NextToClose(DateTimeOffset instant)
    {
        var position = LastOpened(instant);
        return sessions[Within(position >= 0 && instant < sessions[position].Close ? position : position + 1, LastDay)];
    }

    /// <summary>Why a day is no session, such as "Good Friday" or "weekend"; null for a session.</summary>
    public string? ReasonClosed(TradingDate date)
    {
        if (IsSession(date))
        {
            return null;
        }

        foreach (var closure in facts.Closures)
        {
            if (closure.Date == date)
            {
                return closure.Reason;
            }
        }

        return "weekend";
    }

    private bool IsSessionAt(int position, TradingDate date) => position >= 0 && dates[position] == date;

    private int Position(TradingDate date)
    {
        var day = date.DayNumber - FirstDay.DayNumber;
        return (uint)day < (uint)positions.Length ? positions[day] : throw Outside(date.ToString());
    }

    private int SessionPosition(TradingDate session)
    {
        var position = Position(session);
        return IsSessionAt(position, session)
            ? position
            : throw new ArgumentException($"{session} is no session of {Id}: {ReasonClosed(session)}.", nameof(session));
    }

    private int Within(long position, TradingDate from) => position >= 0 && position < dates.Length
        ? (int)position
        : throw Outside($"the session sought from {from}");

    private int LastOpened(DateTimeOffset instant)
    {
        if (instant < firstInstant || instant >= endInstant)
        {
            throw Outside(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        var found = Array.BinarySearch(opens, instant.UtcTicks);
        return found >= 0 ? found : ~found - 1;
    }

    private MarketDataException Outside(string what) =>
        new($"The calendar {Id} covers {FirstDay} to {LastDay}, and {what} lies outside; ask within it, or add the later dates to the calendar.");
}
