using System.Text;
using System.Text.Json;

namespace Assay.MarketSources.Http;

/// <summary>An answer as it came, with the key blotted out.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Without parameters, lowercase; empty where the vendor said none.</param>
/// <param name="RetryAfter">The header as it stands, or null.</param>
/// <param name="Body">The whole body.</param>
/// <param name="ReceivedAt">When it was there.</param>
internal sealed record SourceResponse(int Status, string ContentType, string? RetryAfter, byte[] Body, DateTimeOffset ReceivedAt)
{
    private const int QuoteLength = 160;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The beginning of the body on one line, to quote.</summary>
    public string Quote()
    {
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, QuoteLength)));
        return string.Join(' ', text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '\ufffd');
    }

    /// <summary>Whether the body holds a text, in any case.</summary>
    public bool Says(string text) => Encoding.UTF8.GetString(Body).Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text in a JSON body, by the names on the way to it; null where there is none.</summary>
    public string? TextAt(params ReadOnlySpan<string> names)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var element = document.RootElement;
            foreach (var name in names)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return null;
                }
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
