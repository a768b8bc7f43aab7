using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>
/// A vendor on 127.0.0.1 that answers as Tiingo's end-of-day interface documents (<c>/tiingo/daily/SYMBOL/prices</c>), from a market made by a rule; of
/// symbols that begin with XX it says that it knows none. It knows the holidays of New York in the first quarter of 2024.
/// </summary>
internal sealed class VendorProgram : IDisposable
{
    private static readonly DateOnly[] Holidays = [new(2024, 1, 1), new(2024, 1, 15), new(2024, 2, 19), new(2024, 3, 29)];
    private readonly ConcurrentQueue<string> asked = new();
    private readonly LocalVendor vendor;

    public VendorProgram() => vendor = new LocalVendor(Answer);

    public string Address => vendor.Address;

    /// <summary>Symbols in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>What every request carried as its key.</summary>
    public ConcurrentDictionary<string, bool> Keys { get; } = new();

    /// <summary>Sessions of which every price is below zero.</summary>
    public IReadOnlyList<DateOnly> Bad { get; set; } = [];

    /// <summary>Called before each answer.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Points every source of a configuration here, with Tiingo alone for bars and actions, and no waits between tries.</summary>
    public void Serve(SmallMarket market)
    {
        var path = market.FileOf("sources.yaml");
        var lines = File.ReadAllLines(path).Select(line =>
            line.StartsWith("    base_url:", StringComparison.Ordinal) ? $"    base_url: {Address}"
            : line.StartsWith("  bars:", StringComparison.Ordinal) ? "  bars: [tiingo]"
            : line.StartsWith("  actions:", StringComparison.Ordinal) ? "  actions: [tiingo]"
            : line.StartsWith("  retry_delays_seconds:", StringComparison.Ordinal) ? "  retry_delays_seconds: []"
            : line);
        File.WriteAllLines(path, [.. lines]);
    }

    public void Dispose() => vendor.Dispose();

    private void Answer(HttpListenerContext context)
    {
        var symbol = context.Request.Url!.Segments[3].TrimEnd('/');
        asked.Enqueue(symbol);
        Keys[context.Request.Headers["Authorization"] ?? string.Empty] = true;
        Before(symbol);
        var isKnown = !symbol.StartsWith("XX", StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes(isKnown
            ? Prices(symbol, Day(context, "startDate"), Day(context, "endDate"))
            : $"{{\"detail\":\"Error: Ticker '{symbol}' not found\"}}");
        context.Response.StatusCode = isKnown ? 200 : 404;
        context.Response.ContentType = "application/json";
        context.Response.OutputStream.Write(body);
        context.Response.Close();
    }

    private static DateOnly Day(HttpListenerContext context, string name) =>
        DateOnly.Parse(context.Request.QueryString[name]!, CultureInfo.InvariantCulture);

    private string Prices(string symbol, DateOnly first, DateOnly last)
    {
        var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));
        return "[" + string.Join(',', days.Select(day =>
        {
            var close = (Bad.Contains(day) ? -1 : 1) * Math.Round(100 + (symbol[0] % 10) + (3 * Math.Sin((day.DayNumber / 11.0) + symbol[0])), 2);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"date\":\"{day:yyyy-MM-dd}T00:00:00.000Z\",\"close\":{close},\"high\":{close + 1:f2},\"low\":{close - 1:f2},\"open\":{close},\"volume\":{1000000 + day.DayNumber},\"adjClose\":1,\"adjHigh\":1,\"adjLow\":1,\"adjOpen\":1,\"adjVolume\":1,\"divCash\":0.0,\"splitFactor\":1.0}}");
        })) + "]";
    }
}
