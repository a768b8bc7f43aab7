using System.IO.Compression;
using System.Text;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>What happens to a file as a whole: heading, bytes, length.</summary>
internal static class FileDamage
{
    public static Damage HeadingColumnsSwapped(CleanFile file, SeededStream random)
    {
        string[] headings =
        [
            "date,open,low,high,close,volume,Name",
            "date,open,high,low,volume,close,Name",
            "date,volume,high,low,close,open,Name",
            "Name,open,high,low,close,volume,date",
            "date,close,low,high,open,volume,Name",
        ];
        var heading = headings[random.NextInt32(headings.Length)];
        return new Damage(CleanFile.Bytes([heading, .. file.Lines().Skip(1)]), Place.Whole, $"the heading reads {heading}");
    }

    public static Damage HeadingDamaged(CleanFile file, SeededStream random)
    {
        string[] headings =
        [
            "date,open,hgh,low,close,volume,Name",
            "date,open,high,low,close,volume",
            "date,open,high,low,close,close,volume,Name",
            "date;open;high;low;close;volume;Name",
            "date,open,high,low,close,,Name",
            "\"date,open,high,low,close,volume,Name",
        ];
        var kind = random.NextInt32(headings.Length + 2);
        var rows = file.Lines().Skip(1).ToList();
        if (kind == headings.Length)
        {
            return new Damage(CleanFile.Bytes(rows), Place.Whole, "the heading is missing");
        }

        if (kind > headings.Length)
        {
            var row = 1 + random.NextInt32(rows.Count - 1);
            rows.Insert(row, CleanFile.Heading);
            return new Damage(
                CleanFile.Bytes([CleanFile.Heading, .. rows]), new Place((CleanFile.LineOf(row), CleanFile.LineOf(row)), null, []), $"the heading stands again in line {row + 2}");
        }

        return new Damage(CleanFile.Bytes([headings[kind], .. rows]), Place.Whole, $"the heading reads {headings[kind]}");
    }

    public static Damage OtherWidth(CleanFile file, SeededStream random)
    {
        var row = random.NextInt32(file.Rows.Count);
        var fields = file.Rows[row].ToList();
        var isShorter = random.NextInt32(2) == 0;
        if (isShorter)
        {
            fields.RemoveAt(random.NextInt32(fields.Count));
        }
        else
        {
            fields.Insert(random.NextInt32(fields.Count), "0");
        }

        var lines = file.Lines();
        lines[row + 1] = string.Join(',', fields);
        return new Damage(CleanFile.Bytes(lines), At(row), $"line {row + 2} has {fields.Count} fields");
    }

    /// <summary>Bytes that no UTF-8 text of bars has, in the middle of the file.</summary>
    public static Damage BytesOfAnotherEncoding(CleanFile file, SeededStream random)
    {
        var row = 600 + random.NextInt32(file.Rows.Count - 600);
        var line = string.Join(',', file.Rows[row]);
        (string What, byte[] Bytes)[] lines =
        [
            ("in UTF-16", Encoding.Unicode.GetBytes(line)),
            ("with a Latin-1 letter in the price", Encoding.Latin1.GetBytes(line.Replace(".", "\u00b7", StringComparison.Ordinal))),
            ("with a zero byte in a number", Encoding.UTF8.GetBytes(line.Replace(".", "\0", StringComparison.Ordinal))),
            ("with full-width digits", Encoding.UTF8.GetBytes(line.Replace('1', '\uff11').Replace('2', '\uff12').Replace('3', '\uff13'))),
            ("with a byte order mark", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(line)]),
        ];
        var (what, bytes) = lines[random.NextInt32(lines.Length)];
        var all = file.Lines();
        byte[] content = [.. CleanFile.Bytes(all.Take(row + 1)), .. bytes, (byte)'\n', .. CleanFile.Bytes(all.Skip(row + 2))];
        return new Damage(content, At(row), $"line {row + 2} is {what}");
    }

    /// <summary>Cut in the middle of a line; a cut between two lines is no other than rows missing at the end.</summary>
    public static Damage Truncated(CleanFile file, SeededStream random)
    {
        var bytes = CleanFile.Bytes(file.Lines());
        int length;
        do
        {
            length = 2_000 + random.NextInt32(bytes.Length - 2_000);
        }
        while (bytes[length - 1] == '\n' || bytes[length] == '\n');

        var row = bytes.AsSpan(0, length).Count((byte)'\n') - 1;
        return new Damage(bytes[..length], new Place((CleanFile.LineOf(row), CleanFile.LineOf(row)), null, []), $"the file ends in the middle of line {row + 2}");
    }

    public static Damage GzipTruncated(CleanFile file, SeededStream random)
    {
        var bytes = Gzip(file);
        return new Damage(bytes[..(20 + random.NextInt32(bytes.Length - 21))], Place.Whole, "the compressed file ends too early", IsCompressed: true);
    }

    public static Damage GzipChanged(CleanFile file, SeededStream random)
    {
        var bytes = Gzip(file);
        for (var change = 0; change < 3; change++)
        {
            bytes[20 + random.NextInt32(bytes.Length - 28)] ^= (byte)(1 + random.NextInt32(255));
        }

        return new Damage(bytes, Place.Whole, "three bytes of the compressed file are others", IsCompressed: true);
    }

    private static byte[] Gzip(CleanFile file) => MarketSamples.Compress(CleanFile.Bytes(file.Lines()), CompressionLevel.Optimal);

    private static Place At(int row) => new((CleanFile.LineOf(row), CleanFile.LineOf(row)), null, []);
}
