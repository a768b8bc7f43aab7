using System.Globalization;

namespace Temporalio.Client.Grpc;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit (H, M, S, m, u or n).</summary>
internal static class GrpcTimeout
{
    private const long LargestValue = 99_999_999;

    private const long NanosecondsPerTick = 100;

    /// <summary>In the finest unit that has room for it, never shorter than asked for.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        ReadOnlySpan<(char Unit, long Ticks)> units =
        [
            ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
            ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
        ];
        foreach (var (unit, ticks) in units)
        {
            var value = (timeout.Ticks / ticks) + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (value <= LargestValue)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return $"{LargestValue}H";
    }

    /// <summary>False for anything that is not a timeout. Longer than a <see cref="TimeSpan"/> can be is the longest there is.</summary>
    public static bool TryParse(ReadOnlySpan<char> header, out TimeSpan timeout)
    {
        timeout = default;
        if (header.Length is < 2 or > 9 || !long.TryParse(header[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var ticksPerUnit = header[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        if (ticksPerUnit < 0)
        {
            return false;
        }

        timeout = ticksPerUnit == 0
            ? new TimeSpan(value / NanosecondsPerTick)
            : value > TimeSpan.MaxValue.Ticks / ticksPerUnit ? TimeSpan.MaxValue : new TimeSpan(value * ticksPerUnit);
        return true;
    }
}
