using System.Globalization;
using System.Text;

namespace Assay.Artifacts.Json;

/// <summary>
/// Doubles as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785 prescribes: the shortest digits that read back to the
/// same double, plain between 1e-6 and 1e21, with an exponent elsewhere; −0 is 0.
/// </summary>
internal static class EcmaNumber
{
    private const int PlainBelow = 21;
    private const int PlainAbove = -6;

    internal static string Format(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        // .NET's shortest digits, as d.ddd…E±x
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var (digits, point) = Split(shortest);
        var text = new StringBuilder(value < 0 ? "-" : string.Empty);
        if (digits.Length <= point && point <= PlainBelow)
        {
            return text.Append(digits).Append('0', point - digits.Length).ToString();
        }

        if (point is > 0 and <= PlainBelow)
        {
            return text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point).ToString();
        }

        if (point is > PlainAbove and <= 0)
        {
            return text.Append("0.").Append('0', -point).Append(digits).ToString();
        }

        text.Append(digits[0]);
        if (digits.Length > 1)
        {
            text.Append('.').Append(digits, 1, digits.Length - 1);
        }

        var exponent = point - 1;
        return text.Append(exponent < 0 ? "e-" : "e+").Append(CultureInfo.InvariantCulture, $"{Math.Abs(exponent)}").ToString();
    }

    /// <summary>Significant digits without zeros at either end, and the place of the point counted from their beginning.</summary>
    private static (string Digits, int Point) Split(string shortest)
    {
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? shortest : shortest[..mark];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }
}
