namespace Assay.Artifacts.Tables;

/// <summary>
/// Instants as microseconds since 1970-01-01T00:00:00Z, between the years 1 and 9999. They have no zone of their own: the file says
/// that they are adjusted to UTC. A missing instant is not supported.
/// </summary>
public sealed class InstantColumn : Column
{
    /// <summary>The earliest instant that a column holds, 0001-01-01T00:00:00Z, in microseconds.</summary>
    public static readonly long Earliest = MicrosecondsOf(DateTimeOffset.MinValue);

    /// <summary>The latest instant that a column holds, the last microsecond of the year 9999.</summary>
    public static readonly long Latest = MicrosecondsOf(DateTimeOffset.MaxValue);

    /// <exception cref="ArgumentOutOfRangeException">An instant lies outside the years 1 to 9999 (DuckDB's infinities among them).</exception>
    public InstantColumn(string name, long[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] < Earliest || values[row] > Latest)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(values), values[row], $"Column {name}, row {row}: the instant lies outside the years 1 to 9999.");
            }
        }

        Values = values;
    }

    /// <summary>Microseconds since 1970-01-01T00:00:00Z; negative before it.</summary>
    public long[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "instant";

    public override InstantColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));

    /// <summary>The microsecond in which an instant lies; what is finer is cut off towards the past.</summary>
    public static long MicrosecondsOf(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var microseconds = ticks / TimeSpan.TicksPerMicrosecond;
        return ticks % TimeSpan.TicksPerMicrosecond < 0 ? microseconds - 1 : microseconds;
    }

    /// <summary>The instant, in UTC.</summary>
    public static DateTimeOffset InstantOf(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    public DateTimeOffset At(int row) => InstantOf(Values[row]);
}
