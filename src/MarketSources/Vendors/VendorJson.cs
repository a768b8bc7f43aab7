using System.Globalization;
using System.Text.Json;
using Assay.Domain;

namespace Assay.MarketSources.Vendors;

/// <summary>An element of a vendor's document, read strictly: what is missing or has another type than documented is a failure with its place.</summary>
internal readonly struct VendorJson
{
    private const NumberStyles PlainNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int DateLength = 10;
    private readonly SourcePayload payload;
    private readonly string place;

    private VendorJson(SourcePayload payload, JsonElement element, string place)
    {
        this.payload = payload;
        this.place = place;
        Element = element;
    }

    public JsonElement Element { get; }

    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static VendorJson Of(SourcePayload payload)
    {
        try
        {
            return new VendorJson(payload, JsonElement.Parse(payload.Bytes, new JsonDocumentOptions { AllowDuplicateProperties = false }), "the document");
        }
        catch (JsonException)
        {
            throw new MarketSourceException(
                SourceFailureKind.BadValue, payload.Source, $"the answer to {payload.Endpoint} says something twice, or is no JSON; try another source");
        }
    }

    /// <summary>A member that must be there and not null.</summary>
    public VendorJson Member(string name)
    {
        var member = Optional(name);
        return member.IsNull ? throw Changed($"{place} has no '{name}'") : member;
    }

    /// <summary>A member that may be missing or null.</summary>
    public VendorJson Optional(string name) => Element.ValueKind != JsonValueKind.Object
        ? throw Changed($"{place} is no object")
        : new VendorJson(payload, Element.TryGetProperty(name, out var member) ? member : default, $"'{name}'");

    public IEnumerable<VendorJson> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Changed($"{place} is no list");
        }

        var (document, name) = (payload, place);
        return Element.EnumerateArray().Select((item, index) => new VendorJson(document, item, $"{name}[{index}]"));
    }

    public IEnumerable<(string Name, VendorJson Value)> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Changed($"{place} is no object");
        }

        var document = payload;
        return Element.EnumerateObject().Select(member => (member.Name, new VendorJson(document, member.Value, $"'{member.Name}'")));
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Changed($"{place} is no text");

    /// <summary>A JSON number; one that is written as text means that the form has changed.</summary>
    public double Number()
    {
        if (Element.ValueKind == JsonValueKind.String)
        {
            throw Changed($"{place} is a text ('{Short(Element.GetString()!)}') where a number is documented");
        }

        return Element.ValueKind != JsonValueKind.Number ? throw Changed($"{place} is no number")
            : Element.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Bad($"{place} is no number that can be held");
    }

    /// <summary>A number, or NaN for null.</summary>
    public double NumberOrMissing() => IsNull ? double.NaN : Number();

    /// <summary>A number that the vendor documents as text.</summary>
    public double TextNumber() => double.TryParse(Text(), PlainNumber, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        ? value
        : throw Bad($"{place} is '{Short(Text())}', which is no number");

    public long Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var value) ? value : throw Changed($"{place} is no whole number");

    /// <summary>A date, or the date that an instant begins with (<c>2024-01-02T00:00:00.000Z</c>, <c>2024-01-02 00:00:00</c>).</summary>
    public TradingDate Date() => DateOf(Text());

    /// <summary>The same for a text that stands as a name.</summary>
    public TradingDate DateOf(string text) =>
        TradingDate.TryParse(text.AsSpan(0, Math.Min(text.Length, DateLength)), out var date) && (text.Length == DateLength || text[DateLength] is 'T' or ' ')
            ? date
            : throw Bad($"{place} is '{Short(text)}', which is no date");

    public MarketSourceException Changed(string what) => new(
        SourceFailureKind.ChangedForm, payload.Source, $"in the answer to {payload.Endpoint} {what}: its form is not the documented one; try another source, and report it");

    public MarketSourceException Bad(string what) => new(
        SourceFailureKind.BadValue, payload.Source, $"in the answer to {payload.Endpoint} {what}; try another source");

    private static string Short(string text)
    {
        const int Most = 40;
        return text.Length <= Most ? text : text[..Most];
    }
}
