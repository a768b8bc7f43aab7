using System.Globalization;
using System.IO.Compression;
using System.Text;
using Assay.MarketData;
using Assay.MarketData.Import;
using Assay.Numerics.Randomness;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

public sealed class BarImportTests : IDisposable
{
    private const string Heading = "date,open,high,low,close,volume,Name\n";
    private const string Row = "2018-02-07,1,2,0.5,1.5,100,AAL\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_PlainFile_GivesRowsSortedByDateThenSymbolWithTheirLines()
    {
        var table = Read(Heading + "2018-02-07,1,2,0.5,1.5,100,B\n2018-02-06,1,2,0.5,1.5,100,B\n2018-02-07,3,4,2.5,3.5,200,A\n");

        table.SchemaId.ShouldBe(MarketDataSchemas.RawBars);
        MarketSamples.Rows(table).ShouldBe(["2018-02-06,B,1,2,0.5,1.5,100", "2018-02-07,A,3,4,2.5,3.5,200", "2018-02-07,B,1,2,0.5,1.5,100"]);
        table.Int64("line").ShouldBe([3L, 4L, 2L]);
    }

    [Fact]
    public void Read_OtherColumnOrderCaseAndExtraColumns_FindsColumnsByName()
    {
        var table = Read("SYMBOL,Volume,note,CLOSE,Low,High,Open,Date\nBRK.B,100,x,1.5,0.5,2,1,2018-02-07\n");

        MarketSamples.Rows(table).ShouldBe(["2018-02-07,BRK.B,1,2,0.5,1.5,100"]);
    }

    [Fact]
    public void Read_WindowsLinesByteOrderMarkQuotesBlanksAndEmptyLines_AreUnderstood()
    {
        var table = Read("\uFEFFdate,open,high,low,close,volume,name\r\n\r\n\"2018-02-07\", 1 ,2,\"0.5\",1.5,100,\"A\"\"B,C\"\r\n\r\n");

        table.RowCount.ShouldBe(1);
        table.Text("symbol").At(0).ShouldBe("A\"B,C");
        table.Float64("open")[0].ShouldBe(1);
        table.Int64("line")[0].ShouldBe(3);
    }

    [Fact]
    public void Read_LastLineWithoutLineBreak_IsRead() => Read(Heading + Row.TrimEnd('\n')).RowCount.ShouldBe(1);

    [Fact]
    public void Read_RowFaults_StayInTheTable()
    {
        var table = Read(Heading + "2018-02-10,,NaN,3,-1.5,NA,\n2018-02-10,1,2,3,1.5,-5,A\n2018-02-10,1,2,3,1.5,-5,A\n");

        MarketSamples.Rows(table).ShouldBe(["2018-02-10,,,,3,-1.5,", "2018-02-10,A,1,2,3,1.5,-5", "2018-02-10,A,1,2,3,1.5,-5"]);
        table.Text("symbol").At(0).ShouldBeNull();
    }

    [Fact]
    public void Read_CompressedFile_GivesTheSameAsThePlainOne()
    {
        var text = Heading + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"2018-02-07,{i + 1}.25,2,0.5,1.5,{i},S{i}\n"));

        MarketSamples.Rows(Read(text, "bars.csv.gz")).ShouldBe(MarketSamples.Rows(Read(text)));
    }

    [Fact]
    public void Read_AnyDecimalText_GivesTheNearestDouble()
    {
        var random = new SeededStream(7);
        var texts = Enumerable.Range(0, 5_000).Select(_ => RandomNumber(random)).Concat(["1e-3", "+5", "-0.1", "12345678901234567890", ".5", "5.", "4.35", "1E300"]).ToArray();

        var table = Read(Heading + string.Concat(texts.Select((text, i) => $"2018-02-07,1,2,0.5,{text},1,S{i:D5}\n")));

        for (var i = 0; i < texts.Length; i++)
        {
            table.Float64("close")[i].ShouldBe(double.Parse(texts[i], CultureInfo.InvariantCulture), texts[i]);
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData(Heading, "has a heading but no rows")]
    [InlineData("date,open,high,low,volume,Name\n" + Row, "has no column close in its heading, which reads: date, open, high, low, volume, Name")]
    [InlineData("date,open,high,low,close,volume,company\n" + Row, "has no column symbol or Name in its heading")]
    [InlineData(Row, "has no column date in its heading, which reads: 2018-02-07")]
    [InlineData("date,open,high,low,close,volume,Name,symbol\n" + Row, "has two columns for symbol (Name, symbol)")]
    [InlineData(Heading + Row + "2018-02-08,1,2,abc,1.5,100,AAL\n", "line 3 has 'abc' in column low, which is not a number")]
    [InlineData(Heading + "2018-02-08,1,2,1.5.5,1.5,100,AAL\n", "line 2 has '1.5.5' in column low")]
    [InlineData(Heading + "2018-02-08,1,Infinity,1,1.5,100,AAL\n", "line 2 has 'Infinity' in column high")]
    [InlineData(Heading + "2018-02-08,1,1e999,1,1.5,100,AAL\n", "line 2 has '1e999' in column high")]
    [InlineData(Heading + "2018-02-08,1,2,1,\"1,500\",100,AAL\n", "line 2 has '1,500' in column close")]
    [InlineData(Heading + "2018-02-30,1,2,1,1.5,100,AAL\n", "line 2 has '2018-02-30' in column date, which is not a date")]
    [InlineData(Heading + "07/02/2018,1,2,1,1.5,100,AAL\n", "line 2 has '07/02/2018' in column date")]
    [InlineData(Heading + ",1,2,1,1.5,100,AAL\n", "line 2 has '' in column date")]
    [InlineData(Heading + Row + "2018-02-08,1,2,1,1.5,100\n", "line 3 has 6 fields, but the heading has 7")]
    [InlineData(Heading + "2018-02-08,1,2,1,1.5,100,AAL,9\n", "line 2 has 8 fields, but the heading has 7")]
    [InlineData(Heading + "2018-02-08,1,2,1,1.5,100,\"AAL\n", "line 2 has a quote that is not closed; correct the line")]
    public void Read_FaultOfTheFile_StopsWithOneSentence(string text, string expected)
    {
        var fault = Should.Throw<MarketDataException>(() => Read(text));

        fault.Message.ShouldStartWith(folder.Path);
        fault.Message.ShouldContain(expected);
        fault.Message.ShouldEndWith(".");
        fault.Message.ShouldNotContain("\n");
        fault.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Should.Throw<MarketDataException>(() => BarImport.Read(folder.File("none.csv"), MarketSamples.Import)).Message.ShouldContain("does not exist");

    [Fact]
    public void Read_Folder_SaysSo() =>
        Should.Throw<MarketDataException>(() => BarImport.Read(folder.Path, MarketSamples.Import)).Message.ShouldContain("is a folder");

    [Fact]
    public void Read_NameEndsInGzButContentIsText_SaysSo()
    {
        File.WriteAllText(folder.File("bars.csv.gz"), Heading + Row);

        Should.Throw<MarketDataException>(() => BarImport.Read(folder.File("bars.csv.gz"), MarketSamples.Import)).Message.ShouldContain("is not a gzip file");
    }

    [Fact]
    public void Read_CompressedFileCutAnywhere_IsRefused()
    {
        var whole = MarketSamples.Compress(Encoding.UTF8.GetBytes(Heading + string.Concat(Enumerable.Repeat(Row, 300))));
        for (var length = 2; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.File("cut.csv.gz"), whole[..length]);

            Should.Throw<MarketDataException>(() => BarImport.Read(folder.File("cut.csv.gz"), MarketSamples.Import), $"cut at {length}")
                .Message.ShouldContain("damaged or truncated gzip");
        }
    }

    [Fact]
    public void Read_CompressedFileOfAnyLengthAndOfSeveralMembers_IsRead()
    {
        // Stored, not compressed, so that each length around 8 KiB, the size of the decompressor's own buffer, occurs.
        var text = Heading + string.Concat(Enumerable.Repeat(Row, 250));
        var lengths = new HashSet<int>();
        for (var length = 8_150; length <= 8_200; length++)
        {
            var first = MarketSamples.Compress(Encoding.UTF8.GetBytes(text + new string('\n', length - text.Length)), CompressionLevel.NoCompression);
            File.WriteAllBytes(folder.File("bars.csv.gz"), [.. first, .. MarketSamples.Compress(Encoding.UTF8.GetBytes(Row + Row))]);
            lengths.Add(first.Length);

            BarImport.Read(folder.File("bars.csv.gz"), MarketSamples.Import).RowCount.ShouldBe(252, $"{first.Length} bytes");
        }

        lengths.ShouldContain(8_192);
    }

    [Fact]
    public void Read_CompressedFileWithAFlippedByte_IsRefused()
    {
        var bytes = MarketSamples.Compress(Encoding.UTF8.GetBytes(Heading + string.Concat(Enumerable.Range(1, 300).Select(i => Row.Replace("100", $"{i}")))));
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(folder.File("bars.csv.gz"), bytes);

        Should.Throw<MarketDataException>(() => BarImport.Read(folder.File("bars.csv.gz"), MarketSamples.Import));
    }

    [Theory]
    [InlineData("utf-16", "is UTF-16 text")]
    [InlineData("iso-8859-1", "line 2 is not UTF-8 text")]
    public void Read_OtherEncoding_IsRefused(string encoding, string expected)
    {
        File.WriteAllText(folder.File("bars.csv"), Heading + Row.Replace("AAL", "AÄL"), Encoding.GetEncoding(encoding));

        Should.Throw<MarketDataException>(() => BarImport.Read(folder.File("bars.csv"), MarketSamples.Import)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Read_MoreRowsThanAllowed_IsRefused()
    {
        var path = MarketSamples.Write(folder, "bars.csv", Heading + Row + Row + Row);

        Should.Throw<MarketDataException>(() => BarImport.Read(path, MarketSamples.Import with { MaximumRows = 2 }))
            .Message.ShouldContain("line 4 exceeds the 2 rows allowed");
    }

    [Fact]
    public void Read_OneEndlessLine_IsRefused()
    {
        var path = MarketSamples.Write(folder, "bars.csv", Heading + new string('7', 3_000_000));

        Should.Throw<MarketDataException>(() => BarImport.Read(path, MarketSamples.Import)).Message.ShouldContain("line 2 is longer than 65536 bytes");
    }

    private static string RandomNumber(SeededStream random)
    {
        var digits = string.Concat(Enumerable.Range(0, 1 + random.NextInt32(20)).Select(_ => random.NextInt32(10)));
        var point = random.NextInt32(digits.Length + 1);
        return point == digits.Length ? digits : digits[..point] + "." + digits[point..];
    }

    private Assay.Artifacts.Tables.Table Read(string text, string name = "bars.csv") =>
        BarImport.Read(MarketSamples.Write(folder, name, text), MarketSamples.Import);
}
