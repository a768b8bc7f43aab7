using Google.Protobuf.WellKnownTypes;

namespace Assay.EmbeddedEngine;

/// <summary>Between UTC ticks of 100 ns, which the service reckons in, and the messages' instants and durations.</summary>
internal static class Instants
{
    public static Timestamp ToTimestamp(this long ticks) => Timestamp.FromDateTimeOffset(new(ticks, TimeSpan.Zero));

    public static long ToTicks(this Timestamp instant) => instant.ToDateTimeOffset().UtcTicks;

    /// <summary>Length in ticks; 0 where absent.</summary>
    public static long ToTicks(this Duration? duration) => duration?.ToTimeSpan().Ticks ?? 0;

    public static Duration ToDuration(this long ticks) => Duration.FromTimeSpan(TimeSpan.FromTicks(ticks));
}
