using System.Globalization;

namespace Assay.MarketData.Import;

/// <summary>Numbers as text: decimal point, no thousands, finite.</summary>
internal static class NumberText
{
    /// <summary>With at most 15 digits, both the digits as an integer and the power of ten are exact doubles, so one division rounds correctly.</summary>
    private const int ExactDigits = 15;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private const int LongestText = 64;

    /// <param name="text">UTF-8.</param>
    /// <param name="decimalMark">A point or a comma; the other one is not understood.</param>
    /// <param name="value">The nearest double.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, char decimalMark, out double value)
    {
        if (decimalMark == '.')
        {
            return TryParse(text, out value);
        }

        Span<byte> plain = stackalloc byte[LongestText];
        value = double.NaN;
        if (text.Length > LongestText || text.Contains((byte)'.'))
        {
            return false;
        }

        text.CopyTo(plain);
        plain = plain[..text.Length];
        plain.Replace((byte)',', (byte)'.');
        return TryParse(plain, out value);
    }

    /// <param name="text">UTF-8.</param>
    /// <param name="value">The nearest double.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        var digits = 0L;
        var count = 0;
        var decimals = -1;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit((char)character))
            {
                digits = (digits * 10) + (character - '0');
                count++;
                decimals += decimals >= 0 ? 1 : 0;
            }
            else if (character == (byte)'.' && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                count = 0;
                break;
            }

            if (count > ExactDigits)
            {
                break;
            }
        }

        if (count is > 0 and <= ExactDigits)
        {
            value = digits / PowersOfTen[Math.Max(0, decimals)];
            return true;
        }

        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
