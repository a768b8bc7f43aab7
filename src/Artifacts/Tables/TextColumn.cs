namespace Assay.Artifacts.Tables;

/// <summary>
/// Texts by dictionary: <c>Dictionary[Codes[row]]</c>, and code −1 for a missing text. The dictionary of a column that was read from a
/// file holds its values in ordinal order; a written column may bring any order, and entries nobody uses, without changing the file.
/// </summary>
public sealed class TextColumn : Column
{
    public TextColumn(string name, int[] codes, string[] dictionary)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(dictionary);
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < -1 || codes[row] >= dictionary.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(codes), codes[row], $"Column {name}, row {row}: the code is outside the dictionary of {dictionary.Length} texts.");
            }
        }

        Codes = codes;
        Dictionary = dictionary;
    }

    public int[] Codes { get; }

    public string[] Dictionary { get; }

    public override int Length => Codes.Length;

    public override string TypeName => "text";

    /// <summary>The dictionary keeps its order, less the texts of no row.</summary>
    public override TextColumn Take(ReadOnlySpan<int> rows)
    {
        var codes = Take(Codes, rows);
        var isUsed = new bool[Dictionary.Length];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                isUsed[code] = true;
            }
        }

        var places = new int[Dictionary.Length];
        var dictionary = new List<string>(Dictionary.Length);
        for (var code = 0; code < places.Length; code++)
        {
            places[code] = dictionary.Count;
            if (isUsed[code])
            {
                dictionary.Add(Dictionary[code]);
            }
        }

        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] < 0 ? -1 : places[codes[row]];
        }

        return new TextColumn(Name, codes, [.. dictionary]);
    }

    /// <summary>Makes the dictionary, in ordinal order, from one text per row; null is missing.</summary>
    public static TextColumn FromTexts(string name, IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var dictionary = texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var index = new Dictionary<string, int>(dictionary.Length, StringComparer.Ordinal);
        for (var code = 0; code < dictionary.Length; code++)
        {
            index.Add(dictionary[code], code);
        }

        var codes = new int[texts.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = texts[row] is { } text ? index[text] : -1;
        }

        return new TextColumn(name, codes, dictionary);
    }

    /// <summary>The text of a row, null where missing.</summary>
    public string? At(int row) => Codes[row] < 0 ? null : Dictionary[Codes[row]];
}
