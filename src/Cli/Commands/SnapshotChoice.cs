using System.Globalization;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;

namespace Assay.Cli.Commands;

/// <summary>The snapshot that a person names, and the instant whose knowledge they want.</summary>
/// <param name="Name">Name of the snapshot.</param>
/// <param name="Sequence">Its number; null for the present one.</param>
/// <param name="AsOf">The instant; null for all that the snapshot knows.</param>
/// <param name="Adjustment">What is done to past prices, as <see cref="PriceAdjustments"/> spells it.</param>
internal sealed record SnapshotChoice(string Name, int? Sequence, DateTimeOffset? AsOf, string Adjustment)
{
    /// <summary>What a value of <c>--data</c> begins with that names a snapshot.</summary>
    public const string Prefix = "snapshot:";

    /// <param name="option">For messages.</param>
    /// <param name="text">NAME, or NAME@NUMBER for an earlier snapshot of that name.</param>
    /// <param name="asOf">A day or an instant, or null.</param>
    /// <param name="adjustment">Null for total return.</param>
    public static SnapshotChoice Parse(string option, string text, string? asOf, string? adjustment)
    {
        var parts = text.Split('@');
        var number = 0;
        if (parts.Length > 2 || !SnapshotName.IsValid(parts[0])
            || (parts.Length == 2 && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0)))
        {
            throw new UsageException($"{option}: '{text}' names no snapshot; write NAME, or NAME@NUMBER for an earlier one.");
        }

        return new SnapshotChoice(parts[0], parts.Length == 2 ? number : null, Instant(asOf), adjustment ?? PriceAdjustments.TotalReturn);
    }

    /// <summary>The instant of <c>--as-of</c>: a day stands for its end in UTC.</summary>
    public static DateTimeOffset? Instant(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (TradingDate.TryParse(text, out var day))
        {
            return new DateTimeOffset(day.ToDateOnly(), TimeOnly.MaxValue, TimeSpan.Zero).AddTicks(-9);
        }

        const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        string[] forms = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'"];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, Utc, out var instant)
            ? instant
            : throw new UsageException($"--as-of: '{text}' is neither a day (yyyy-mm-dd, its end in UTC) nor an instant (yyyy-mm-ddThh:mm:ssZ).");
    }
}
