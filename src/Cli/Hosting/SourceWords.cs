using System.Globalization;
using Assay.MarketSources.State;

namespace Assay.Cli.Hosting;

/// <summary>A source's state in the words that people see.</summary>
internal static class SourceWords
{
    public static string Of(QuotaLeft quota) => string.Create(CultureInfo.InvariantCulture, $"{quota.Left} of {quota.Requests} a {quota.Window} left");

    public static string Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
