using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>A vendor on 127.0.0.1 that answers as Finnhub's <c>/quote</c> documents it, with a price of a minute ago; of symbols that begin with XX it says zero throughout.</summary>
internal sealed class QuoteVendorProgram : IDisposable
{
    private readonly ConcurrentQueue<string> asked = new();
    private readonly LocalVendor vendor;

    public QuoteVendorProgram() => vendor = new LocalVendor(Answer);

    public string Address => vendor.Address;

    /// <summary>Path, query and key of every request, in their order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>Answers in place of quotes, where there is one: status, content type, body.</summary>
    public (int Status, string ContentType, string Body)? Instead { get; set; }

    /// <summary>How long ago the price was made.</summary>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Points every source of a configuration here, with no waits between tries.</summary>
    public void Serve(SmallMarket market)
    {
        var path = market.FileOf("sources.yaml");
        var lines = File.ReadAllLines(path).Select(line =>
            line.StartsWith("    base_url:", StringComparison.Ordinal) ? $"    base_url: {Address}"
            : line.StartsWith("  retry_delays_seconds:", StringComparison.Ordinal) ? "  retry_delays_seconds: []"
            : line);
        File.WriteAllLines(path, [.. lines]);
    }

    public void Dispose() => vendor.Dispose();

    private void Answer(HttpListenerContext context)
    {
        asked.Enqueue($"{context.Request.RawUrl} {context.Request.Headers["X-Finnhub-Token"]}");
        var symbol = context.Request.QueryString["symbol"]!;
        var (status, type, body) = Instead ?? (200, "application/json", symbol.StartsWith("XX", StringComparison.Ordinal)
            ? """{"c":0,"d":null,"dp":null,"h":0,"l":0,"o":0,"pc":0,"t":0}"""
            : string.Create(CultureInfo.InvariantCulture, $$"""{"c":185.5,"d":0.5,"dp":0.2703,"h":187,"l":183.25,"o":184,"pc":185,"t":{{DateTimeOffset.UtcNow.Subtract(Age).ToUnixTimeSeconds()}}}"""));
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }
}
