using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>
/// Two vendors on 127.0.0.1 that answer as Tiingo (JSON, <c>/tiingo/daily/SYMBOL/prices</c>) and Stooq (CSV, <c>/q/d/l/</c>) document it, from one market
/// made by a rule.
/// </summary>
internal sealed class FetchVendors : IDisposable
{
    public const string Key = "0123456789abcdef-Chaos";
    private static readonly DateOnly[] Holidays = [new(2024, 1, 15), new(2024, 2, 19)];
    private readonly ConcurrentQueue<string> asked = new();
    private readonly LocalVendor vendor;

    public FetchVendors() => vendor = new LocalVendor(Answer);

    public string Address => vendor.Address;

    /// <summary>Vendor and symbol of every request, in their order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>Called with the number of each request, from 1, before it is answered.</summary>
    public Action<int> Before { get; set; } = _ => { };

    /// <summary>Called with the number of each request, once it is answered.</summary>
    public Action<int> After { get; set; } = _ => { };

    /// <summary>Writes the shipped configuration below a folder, with these vendors alone, their key in a file, and without waits or quotas.</summary>
    public void Configure(string root, string keyFile)
    {
        File.WriteAllText(keyFile, Key);
        SmallMarket.Write(root);
        var path = Path.Combine(root, "config", "sources.yaml");
        var lines = File.ReadAllLines(path).Select(line =>
            line.StartsWith("    base_url:", StringComparison.Ordinal) ? $"    base_url: {Address}"
            : line.StartsWith("    quotas: ", StringComparison.Ordinal) ? "    quotas: []"
            : line.Contains("ASSAY_TIINGO_KEY", StringComparison.Ordinal) ? $"    key: {{ variable: ASSAY_CHAOS_NO_SUCH_KEY, file: {keyFile}, optional: false }}"
            : line.StartsWith("  bars: [", StringComparison.Ordinal) ? "  bars: [tiingo, stooq]"
            : line.StartsWith("  actions: [", StringComparison.Ordinal) ? "  actions: [tiingo]"
            : line.StartsWith("  retry_delays_seconds:", StringComparison.Ordinal) ? "  retry_delays_seconds: []"
            : line.StartsWith("  batch_keys:", StringComparison.Ordinal) ? "  batch_keys: 2"
            : line);
        File.WriteAllLines(path, [.. lines]);
    }

    public void Dispose() => vendor.Dispose();

    private void Answer(HttpListenerContext context)
    {
        var url = context.Request.Url!;
        var isTiingo = url.AbsolutePath.StartsWith("/tiingo/", StringComparison.Ordinal);
        var symbol = isTiingo ? url.Segments[3].TrimEnd('/') : context.Request.QueryString["s"]!.Split('.')[0].ToUpperInvariant();
        asked.Enqueue($"{(isTiingo ? "tiingo" : "stooq")} {symbol}");
        var number = asked.Count;
        Before(number);
        var (form, first, last) = isTiingo ? ("yyyy-MM-dd", "startDate", "endDate") : ("yyyyMMdd", "d1", "d2");
        var days = Days(Day(context, first, form), Day(context, last, form));
        context.Response.ContentType = isTiingo ? "application/json" : "text/csv";
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(isTiingo ? Json(symbol, days) : Csv(symbol, days)));
        context.Response.Close();
        After(number);
    }

    private static DateOnly Day(HttpListenerContext context, string name, string form) =>
        DateOnly.ParseExact(context.Request.QueryString[name]!, form, CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1)
        .Select(first.AddDays)
        .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    private static double Close(string symbol, DateOnly day) => Math.Round(100 + (symbol[0] % 10) + (3 * Math.Sin((day.DayNumber / 11.0) + symbol[0])), 2);

    private static string Json(string symbol, IEnumerable<DateOnly> days) => "[" + string.Join(',', days.Select(day =>
    {
        var close = Close(symbol, day);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"date\":\"{day:yyyy-MM-dd}T00:00:00.000Z\",\"close\":{close},\"high\":{close + 1:f2},\"low\":{close - 1:f2},\"open\":{close},\"volume\":{1000000 + day.DayNumber},\"adjClose\":1,\"adjHigh\":1,\"adjLow\":1,\"adjOpen\":1,\"adjVolume\":1,\"divCash\":{(day.Day == 9 ? "0.25" : "0.0")},\"splitFactor\":1.0}}");
    })) + "]";

    private static string Csv(string symbol, IEnumerable<DateOnly> days) => "Date,Open,High,Low,Close,Volume\r\n" + string.Concat(days.Select(day =>
    {
        var close = Close(symbol, day);
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd},{close},{close + 1:f2},{close - 1:f2},{close},{1000000 + day.DayNumber}\r\n");
    }));
}
