using System.Text;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

public sealed class MarketImportTests : IDisposable
{
    private const string Heading = "date,open,high,low,close,volume,symbol\n";
    private static readonly ImportRules Bars = new() { Kind = ImportKind.Bars, Source = "test" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "UTF-8" },
        { "utf-16", "UTF-16 (little endian)" },
        { "utf-16BE", "UTF-16 (big endian)" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_EncodingWithAndWithoutMark_IsRecognisedAndSaid(string name, string said)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Heading + "2017-01-03,1,2,1,2,10,ÄÖ\n";
        foreach (var bytes in (byte[][])[encoding.GetBytes(text), [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]])
        {
            File.WriteAllBytes(folder.File("a.csv"), bytes);
            File.WriteAllBytes(folder.File("a.csv.gz"), MarketSamples.Compress(bytes));
            foreach (var file in (string[])["a.csv", "a.csv.gz"])
            {
                var data = ReadFile(file, Bars);

                Rows(data).ShouldBe(["2017-01-03,ÄÖ,1,2,1,2,10"]);
                data.Form.ShouldStartWith(said);
            }
        }
    }

    [Fact]
    public void Read_Windows1252_IsReadAndSaid_WhereverTheFirstSuchLetterStands()
    {
        foreach (var lines in (int[])[0, 5000])
        {
            var text = Heading + string.Concat(Enumerable.Repeat("2017-01-03,1,2,1,2,10,A\n", lines)) + "2017-01-04,1,2,1,2,10,€Ä\n";
            File.WriteAllBytes(folder.File("a.csv"), [.. text.Select(letter => letter == '€' ? (byte)0x80 : (byte)letter)]);

            var data = ReadFile("a.csv", Bars);

            Rows(data)[^1].ShouldBe("2017-01-04,€Ä,1,2,1,2,10");
            data.Form.ShouldStartWith("Windows-1252, ");
            data.Remarks[0].ShouldStartWith("It is not UTF-8");
        }
    }

    [Theory]
    [InlineData("date;open;high;low;close;volume;symbol\n03.01.2017;1,5;2;1;1,75;1000;A\n", "separated by semicolon, decimal comma, dates dd.MM.yyyy")]
    [InlineData("date\topen\thigh\tlow\tclose\tvolume\tsymbol\n20170103\t1.5\t2\t1\t1.75\t1000\tA\n", "separated by tab, decimal point, dates yyyyMMdd")]
    [InlineData("date|open|high|low|close|volume|symbol\n2017/01/03|1.5|2|1|1.75|1000|A\n", "separated by pipe, decimal point, dates yyyy/MM/dd")]
    [InlineData("date,open,high,low,close,volume,symbol\n1/3/2017,1.5,2,1,1.75,1000,A\n1/31/2017,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates MM/dd/yyyy")]
    [InlineData("date,open,high,low,close,volume,symbol\n03-01-2017,1.5,2,1,1.75,1000,A\n31-01-2017,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates dd-MM-yyyy")]
    [InlineData("date,open,high,low,close,volume,symbol\n03/01/2017,\"1,5\",2,1,\"1,75\",1000,A\n31/01/2017,1,2,1,1,1000,A\n", "separated by comma, decimal comma, dates dd/MM/yyyy")]
    [InlineData("timestamp,o,h,l,c,vol,ticker\n2017-01-03T00:00:00Z,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates yyyy-MM-dd with a time")]
    [InlineData("datetime,o,h,l,c,v,ticker\n2017-01-03 16:00:00-05:00,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates yyyy-MM-dd with a time")]
    [InlineData("datetime,o,h,l,c,v,ticker\n2017-01-04T01:00:00+0000,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates yyyy-MM-dd with a time")]
    [InlineData(",Open,High,Low,Close,Volume,Name\n2017-01-03,1.5,2,1,1.75,1000,A\n", "separated by comma, decimal point, dates yyyy-MM-dd")]
    public void Read_OtherForm_IsRecognisedAndSaid(string text, string said)
    {
        var data = Read(text);

        Rows(data)[0].ShouldBe("2017-01-03,A,1.5,2,1,1.75,1000");
        data.Form.ShouldBe("UTF-8, " + said);
    }

    [Theory]
    [InlineData("01/02/2017,1.5,2,1,1.75,1000,A\n", "nothing tells whether the day or the month is first; say so with --dates dmy or --dates mdy")]
    [InlineData("2017-01-03 09:15,1.5,2,1,1.75,1000,A\n", ", line 2 has '2017-01-03 09:15', a time without an offset from UTC; say its time zone with --zone")]
    [InlineData("13/13/2017,1.5,2,1,1.75,1000,A\n", "nothing tells whether the day or the month is first")]
    [InlineData("3 Jan 17,1.5,2,1,1.75,1000,A\n", "which is no date that is understood")]
    [InlineData("2017-01-03,\"1,500\",2,1,\"1,750\",1000,A\n", "whose comma may be before decimals or between thousands")]
    [InlineData("2017-01-03,\"1,5\",2,1,1.75,1000,A\n", "has numbers with a comma ('1,5') and others with a point ('1.75')")]
    public void Read_FormThatTheFileDoesNotSettle_IsAskedFor(string row, string fault) =>
        Should.Throw<MarketDataException>(() => Read(Heading + row)).Message.ShouldContain(fault);

    [Fact]
    public void Read_LinesThatEndInCarriageReturns_SaysSo() => Should.Throw<MarketDataException>(() => Read((Heading + "2017-01-03,1,2,1,2,10,A\n").Replace('\n', '\r')))
        .Message.ShouldEndWith("ends its lines with a carriage return alone; save it with line feeds.");

    [Theory]
    [InlineData("9999-12-31", ", line 2 has '9999-12-31' in column date, outside the years 1700 to 2199; correct or remove the line.")]
    [InlineData("0001-01-01T00:30:00+05:00", "outside the years 1700 to 2199")]
    [InlineData("9999-12-31T23:30:00-05:00", "outside the years 1700 to 2199")]
    [InlineData("2017-01-03T09:30:00+14:30", "which is not a date of the form yyyy-MM-dd with a time; correct the line.")]
    public void Read_DateThatNothingIsOf_IsRefusedAtItsPlace(string date, string fault)
    {
        Should.Throw<MarketDataException>(() => Read($"{Heading}{date},1.5,2,1,1.75,1000,A\n")).Message.ShouldContain(fault);
    }

    [Theory]
    [InlineData("mdy", "2017-01-02")]
    [InlineData("dmy", "2017-02-01")]
    public void Read_DeclaredOrderOfDates_Decides(string order, string date)
    {
        var declared = new DeclaredForm(DateOrder: order == "mdy" ? DateOrder.MonthDayYear : DateOrder.DayMonthYear);

        Rows(Read(Heading + "01/02/2017,1.5,2,1,1.75,1000,A\n", Bars with { Form = declared })).ShouldBe([$"{date},A,1.5,2,1,1.75,1000"]);
    }

    [Fact]
    public void Read_DeclaredZoneOfTimes_GivesTheDayAtTheExchange()
    {
        var text = Heading + "2017-01-04 01:30,1.5,2,1,1.75,1000,A\n2017-01-05 23:30,1.5,2,1,1.75,1000,A\n";

        Rows(Read(text, Bars with { Form = new DeclaredForm(Zone: "UTC") })).ShouldBe(["2017-01-03,A,1.5,2,1,1.75,1000", "2017-01-05,A,1.5,2,1,1.75,1000"]);
        string DayOf(string time, string zone) => Rows(Read($"{Heading}{time},1.5,2,1,1.75,1000,A\n", Bars with { Form = new DeclaredForm(Zone: zone) }))[0][..10];
        DayOf("2017-01-04 00:00", "Asia/Kolkata").ShouldBe("2017-01-04", "midnight names its day wherever it is");
        DayOf("2017-01-05 01:00", "Europe/Berlin").ShouldBe("2017-01-04", "midnight in UTC is a time like any other");
        DayOf("1850-06-03 09:30", "America/New_York").ShouldBe("1850-06-03", "before there were zones");
        Should.Throw<MarketDataException>(() => Read(text, Bars with { Form = new DeclaredForm(Zone: "Mars/Olympus") })).Message.ShouldStartWith("No time zone 'Mars/Olympus'");
    }

    [Fact]
    public void Read_LateFirstTellingDate_IsFoundBeyondTheHead()
    {
        var rows = string.Concat(Enumerable.Range(0, 900).Select(row => $"{1 + (row % 12)}/{1 + (row / 12 % 12)}/2016,1,2,1,2,10,S{row}\n"));

        Read(Heading + rows + "1/31/2017,1,2,1,2,10,A\n").Form.ShouldEndWith("dates MM/dd/yyyy");
    }

    [Fact]
    public void Read_SymbolByOption_IsThatOfAllBars()
    {
        const string Text = "Date,Open,High,Low,Close,Volume\n2017-01-03,1,2,1,2,10\n";

        Rows(Read(Text, Bars with { Symbol = "GOOG" })).ShouldBe(["2017-01-03,GOOG,1,2,1,2,10"]);
        Should.Throw<MarketDataException>(() => Read(Text)).Message.ShouldEndWith("has no column symbol or Name; add one, or say with --symbol whose bars they are.");
        Should.Throw<MarketDataException>(() => Read(Heading + "2017-01-03,1,2,1,2,10,A\n", Bars with { Symbol = "GOOG" })).Message.ShouldEndWith("leave out --symbol.");
    }

    [Fact]
    public void Read_KnownAt_IsTheCloseAndTheDelayOrTheSessionAfterTheFileWasMade()
    {
        const string Text = Heading + "2017-01-03,1,2,1,2,10,A\n2017-01-10,1,2,1,2,10,A\n";
        static DateTimeOffset[] Known(ImportedData data) => [.. data.Tables[0].Instant("known_at").Select(InstantColumn.InstantOf)];

        Known(Read(Text, Bars with { DelayMinutes = 15 })).ShouldBe([new(2017, 1, 3, 21, 15, 0, TimeSpan.Zero), new(2017, 1, 10, 21, 15, 0, TimeSpan.Zero)]);
        Known(Read(Text, Bars with { KnownSince = new TradingDate(2017, 1, 6) })).ShouldBe([new(2017, 1, 9, 14, 30, 0, TimeSpan.Zero), new(2017, 1, 10, 21, 0, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public void Read_ColumnsThatAreNotBars_AreNamed()
    {
        Read("date,open,high,low,close,adj_close,volume,symbol\n2017-01-03,1,2,1,2,3,10,A\n").Remarks.ShouldBe(["Columns passed over: adj_close."]);
        Should.Throw<MarketDataException>(() => Read("date,time,open,high,low,close,volume,symbol\n2017-01-03,09:15,1,2,1,2,10,A\n")).Message
            .ShouldEndWith("has a column date and a column time, so its bars are not daily; give daily bars.");
        Should.Throw<MarketDataException>(() => Read("date,AAPL,MSFT\n2017-01-03,1,2\n")).Message.ShouldContain("does not name open, high, low and close in its heading");
    }

    private static string[] Rows(ImportedData data) => MarketSamples.Rows(ObservedBars.ToRaw(data.Tables.ShouldHaveSingleItem()));

    private ImportedData Read(string text, ImportRules? rules = null)
    {
        MarketSamples.Write(folder, "t.csv", text);
        return ReadFile("t.csv", rules ?? Bars);
    }

    private ImportedData ReadFile(string file, ImportRules rules) => MarketImport.Read(folder.File(file), rules, MarketSamples.Import, ExchangeCalendars.Nyse);
}
