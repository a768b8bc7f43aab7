using System.Globalization;
using System.Text;

namespace Assay.Live.Targets;

/// <summary><c>portfolio_weights.csv</c>: what is to be held, cash explicit, weights that sum to 1.</summary>
public static class WeightsFile
{
    public const string SchemaId = "assay.live.weights/1";

    public const string Header = "symbol,weight,sector,score";

    public static byte[] Write(IReadOnlyList<TargetLine> lines)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Symbol},{line.Weight:f8},{Cell(line.Sector)},{line.Score:r}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A text as a CSV cell (RFC 4180): in quotes where it holds a separator.</summary>
    private static string Cell(string? text) => text is null
        ? string.Empty
        : text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
