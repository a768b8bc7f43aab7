using System.Text.Json.Serialization;
using Assay.Domain;

namespace Assay.MarketData.Incremental;

/// <summary>How far one symbol or series of one dataset has been asked for.</summary>
/// <param name="Dataset">Name of the observed dataset, such as <c>bars</c>.</param>
/// <param name="Key">Symbol or series.</param>
/// <param name="First">First day that was asked for.</param>
/// <param name="Through">Last day that an answer covers; of bars, the last session with a bar.</param>
/// <param name="Absent">Sessions in between that the sources were asked for and have no bar of, ascending; they are not asked for again.</param>
/// <param name="ReadAt">When the last answer without reservation came; null where none is known of.</param>
/// <param name="QuietThrough">
/// Of bars: the last session for which a source that was up to date had none, later than <paramref name="Through"/>; null where none is known of.
/// </param>
public sealed record Watermark(
    string Dataset,
    string Key,
    TradingDate First,
    TradingDate Through,
    IReadOnlyList<TradingDate> Absent,
    DateTimeOffset? ReadAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TradingDate? QuietThrough = null)
{
    /// <summary>What two fetches found out, together: neither takes back what the other knows.</summary>
    public Watermark And(Watermark other)
    {
        var through = Through > other.Through ? Through : other.Through;
        var quiet = QuietThrough is null || other.QuietThrough > QuietThrough ? other.QuietThrough : QuietThrough;
        return this with
        {
            First = First < other.First ? First : other.First,
            Through = through,
            Absent = [.. Absent.Union(other.Absent).Order()],
            ReadAt = ReadAt is null || other.ReadAt > ReadAt ? other.ReadAt : ReadAt,
            QuietThrough = quiet > through ? quiet : null,
        };
    }

    /// <summary>Place in the document: dataset, then key, ordinal.</summary>
    [JsonIgnore]
    internal (string Dataset, string Key) Place => (Dataset, Key);
}
