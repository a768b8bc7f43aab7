using Assay.Artifacts;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

/// <summary>Folders, Parquet, wide tables, lists, and accounts.</summary>
public sealed class OtherImportTests : IDisposable
{
    private const string Heading = "timestamp,open,high,low,close,volume\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_SymbolsAndIntervals_JoinsDailyFilesAndTellsWhatItPassesOver()
    {
        Write("in/A/1day/2017-01_to_2017-02.csv.gz", Heading + "2017-01-03,1,2,1,2,10\n2017-01-04,1,2,1,2,11\n");
        Write("in/A/1day/2017-01-04_to_2017-01-05.csv", Heading + "2017-01-04T00:00:00+05:30,1,2,1,2,11\n2017-01-05T00:00:00+05:30,1,2,1,2,12\n");
        Write("in/A/1day/metadata.json", "{}");
        Write("in/A/1minute/2017-01-03.csv", Heading + "2017-01-03 09:15:00,1,2,1,2,10\n");
        Write("in/B/1day/2017-01-03.csv", "date;o;h;l;c;vol\n03.01.2017;1,5;2;1;2;10\n");

        var data = Read("in", ImportKind.Bars);

        MarketSamples.Rows(ObservedBars.ToRaw(data.Tables[0])).ShouldBe(
            ["2017-01-03,A,1,2,1,2,10", "2017-01-03,B,1.5,2,1,2,10", "2017-01-04,A,1,2,1,2,11", "2017-01-05,A,1,2,1,2,12"]);
        (data.Rows, data.Symbols).ShouldBe((5, 2));
        data.Remarks.ShouldContain("Intraday bars passed over: 1minute of 1 symbols.");
        data.Remarks.ShouldContain("1 bars stand in two files alike, and were taken once.");
        data.Form.ShouldContain(" and ");
    }

    [Fact]
    public void Folder_MetadataThatAgrees_IsToldAsChecked()
    {
        Write("in/A/1day/2017-01-03_to_2017-01-04.csv", Heading + "2017-01-03,1,2,1,2,10\n2017-01-04,1,2,1,2,11\n");
        Write("in/A/1day/metadata.json", """
            {"symbol": "A", "interval": "1day", "files": {"2017-01-03_to_2017-01-04.csv": {"date_range": "2017-01-03 to 2017-01-04", "rows": 2,
             "start": "2017-01-03T00:00:00-05:00", "end": "2017-01-05T01:30:00Z", "fetched_at": "2017-01-05T10:30:00", "source": "some_api"}}}
            """);

        var data = Read("in", ImportKind.Bars);

        data.Degraded.ShouldBeEmpty();
        data.Remarks.ShouldContain("1 files were checked against their metadata.json.");
    }

    [Fact]
    public void Folder_MetadataThatContradicts_DegradesWithEachPlace()
    {
        Write("in/A/1day/2017-01-03_to_2017-01-04.csv", Heading + "2017-01-03,1,2,1,2,10\n2017-01-04,1,2,1,2,11\n");
        Write("in/A/1day/2017-01-05.csv", Heading + "2017-01-05,1,2,1,2,10\n");
        Write("in/A/1day/metadata.json", """
            {"symbol": "B", "interval": "1minute", "files": {"gone.csv": {"rows": 1},
             "2017-01-03_to_2017-01-04.csv": {"rows": 23, "start": "2017-01-02", "end": "2017-01-31T00:00:00+05:30"}}}
            """);
        Write("in/B/1day/2017-01-03.csv", Heading + "2017-01-03,1,2,1,2,10\n");
        Write("in/B/1day/metadata.json", "[]");
        Write("in/C/1day/2017-01-03.csv", Heading + "2017-01-03,1,2,1,2,10\n");
        Write("in/C/1day/metadata.json", "{ cut o");

        var data = Read("in", ImportKind.Bars);

        data.Degraded.ShouldBe(
        [
            "metadata.json contradicts its files in 8 places: A/1day/metadata.json is of B; A/1day/metadata.json is of the interval 1minute; A/1day/metadata.json lists gone.csv, which is not there; "
            + "A/1day/2017-01-03_to_2017-01-04.csv has 2 rows, not 23; A/1day/2017-01-03_to_2017-01-04.csv has its first bar on 2017-01-03, not 2017-01-02; and 3 more.",
        ]);
        data.Remarks.ShouldContain("1 files stand in no metadata.json, though others beside them do: A/1day/2017-01-05.csv.");
        data.Tables[0].RowCount.ShouldBe(5, "nothing is taken from it");
    }

    [Fact]
    public void Folder_ContradictingFiles_LeaveBothBarsToTheGate()
    {
        Write("in/A/1day/a.csv", Heading + "2017-01-03,1,2,1,2,10\n");
        Write("in/A/1day/b.csv", Heading + "2017-01-03,1,2,1,3,10\n");

        Read("in", ImportKind.Bars).Tables[0].RowCount.ShouldBe(2);
    }

    [Theory]
    [InlineData("in/A/1day/2017-01-04.csv", "2017-01-03,1,2,1,2,10\n", "names the days 2017-01-04 to 2017-01-04, but holds bars of 2017-01-03 to 2017-01-03")]
    [InlineData("in/A/1minute/2017-01-03.csv", "2017-01-03 09:15:00,1,2,1,2,10\n", "has no folder 1day, only 1minute; intraday bars are not taken, give daily ones.")]
    [InlineData("in/A/1day/notes.txt", "x", "has no .csv or .csv.gz file")]
    [InlineData("in/a.csv", "2017-01-03,1,2,1,2,10\n", "has no folders of symbols")]
    public void Folder_OfAnotherForm_IsRefused(string file, string rows, string fault)
    {
        Write(file, Heading + rows);

        Should.Throw<MarketDataException>(() => Read("in", ImportKind.Bars)).Message.ShouldContain(fault);
    }

    [Fact]
    public void Parquet_LongTable_IsReadWithItsTypes()
    {
        WriteParquet(new DateColumn("Date", [17_170, 17_169]), TextColumn.FromTexts("ticker", ["B", "A"]), new Int64Column("volume", [10, 20]));

        var data = Read("t.parquet", ImportKind.Bars);

        MarketSamples.Rows(ObservedBars.ToRaw(data.Tables[0])).ShouldBe(["2017-01-03,A,1,2,1,,20", "2017-01-04,B,1,2,1,1.5,10"]);
        data.Tables[0].Int64("line").ShouldBe([2, 1]);
        data.Form.ShouldBe("Parquet");
        File.Move(folder.File("t.parquet"), folder.File("t.csv"));
        Read("t.csv", ImportKind.Bars).Form.ShouldBe("Parquet", "what a file begins with says what it is");
    }

    [Fact]
    public void Parquet_WhatCannotBeBars_IsRefused()
    {
        WriteParquet(new DateColumn("Date", [17_170, 17_169]), TextColumn.FromTexts("ticker", ["B", "A"]), TextColumn.FromTexts("volume", ["1", "2"]));
        Should.Throw<MarketDataException>(() => Read("t.parquet", ImportKind.Bars)).Message.ShouldEndWith("holds VARCHAR in column volume, where numbers are needed; write it as numbers.");
        WriteParquet(TextColumn.FromTexts("date", ["2017-01-03", "yesterday"]), TextColumn.FromTexts("ticker", ["B", "A"]), new Int64Column("volume", [10, 20]));
        Should.Throw<MarketDataException>(() => Read("t.parquet", ImportKind.Bars)).Message.ShouldContain("has 'yesterday' for a date");
        Write("t.parquet", "PAR1 but not really");
        Should.Throw<ArtifactException>(() => Read("t.parquet", ImportKind.Bars)).Message.ShouldContain("cannot be read as Parquet");
    }

    [Fact]
    public void Closes_WideTable_GivesBarsWithoutOpenAndSaysSo()
    {
        Write("w.csv", "Date;AAA;BRK-B\n03.01.2017;1,5;\n04.01.2017;1,75;2\n");

        var data = Read("w.csv", ImportKind.Closes);

        MarketSamples.Rows(ObservedBars.ToRaw(data.Tables[0])).ShouldBe(["2017-01-03,AAA,,,,1.5,", "2017-01-04,AAA,,,,1.75,", "2017-01-04,BRK.B,,,,2,"]);
        data.Remarks.ShouldContain("1 cells are empty, and say nothing.");
        data.Degraded.ShouldBe(["w.csv holds closes alone, no open, high, low or volume: a trade cannot be filled at the next open, only at the next close."]);
    }

    [Fact]
    public void Prices_FileWithoutVolume_GivesBarsWithoutItAndSaysSo()
    {
        Write("vix.csv", "DATE,OPEN,HIGH,LOW,CLOSE\n2017-01-03,14.07,14.07,12.85,12.85\n2017-01-04,12.78,12.8,11.63,11.85\n");
        Write("yahoo.csv", "Date,Open,High,Low,Close,Volume\n2017-01-03,14.07,14.07,12.85,12.85,0\n");

        var data = Read("vix.csv", ImportKind.Prices, rules => rules with { Symbol = "VIX" });
        var passedOver = Read("yahoo.csv", ImportKind.Prices, rules => rules with { Symbol = "VIX" });

        MarketSamples.Rows(ObservedBars.ToRaw(data.Tables[0])).ShouldBe(["2017-01-03,VIX,14.07,14.07,12.85,12.85,", "2017-01-04,VIX,12.78,12.8,11.63,11.85,"]);
        data.Degraded.ShouldBe(["vix.csv holds prices without volume: nothing says how many shares can be had."]);
        MarketSamples.Rows(ObservedBars.ToRaw(passedOver.Tables[0])).ShouldBe(["2017-01-03,VIX,14.07,14.07,12.85,12.85,"]);
        passedOver.Remarks.ShouldContain("Columns passed over: Volume.");
        Should.Throw<MarketDataException>(() => Read("vix.csv", ImportKind.Bars, rules => rules with { Symbol = "VIX" })).Message.ShouldContain("has no column volume");
    }

    [Theory]
    [InlineData("date,A\n2017-01-03,1\n2017-01-03,2\n", "line 3 repeats the date 2017-01-03")]
    [InlineData("date,A,A\n2017-01-03,1,2\n", "needs a column of its own, with a name, for each symbol or series")]
    [InlineData("date,A\n2017-01-03,x\n", "line 2 has 'x' in column A, which is not a number")]
    [InlineData("date,A\n2017-01-03,1\n2017-01-04\n", "line 3 has 1 fields, but the heading has 2")]
    [InlineData("date,A\n", "has a heading but no rows")]
    public void Closes_BrokenTable_IsRefusedAtItsPlace(string text, string fault)
    {
        Write("w.csv", text);

        Should.Throw<MarketDataException>(() => Read("w.csv", ImportKind.Closes)).Message.ShouldContain(fault);
    }

    [Fact]
    public void Fundamentals_TextAmongNumbers_IsRefusedAtItsPlace()
    {
        Write("f.csv", "known_since,symbol,name,pe,note\n2017-01-03,A,X,1.5,x\n2017-01-03,B,Y,abc,y\n");

        Should.Throw<MarketDataException>(() => Read("f.csv", ImportKind.Fundamentals)).Message.ShouldContain("line 3 has 'abc' in column pe, which is not a number");
    }

    [Fact]
    public void Fundamentals_TwoColumnsOfOneFigure_AreRefused()
    {
        Write("f.csv", "known_since,symbol,P/E,note,p e\n2017-01-03,A,1.5,x,2\n");

        Should.Throw<MarketDataException>(() => Read("f.csv", ImportKind.Fundamentals)).Message.ShouldEndWith("has two columns for the figure p_e (P/E, p e); leave one.");
    }

    [Fact]
    public void Membership_RepeatedSymbol_IsRefused()
    {
        Write("m.csv", "known_since,symbol,sector\n2017-01-03,$A,Energy\n2017-01-03,A,Energy\n");

        Should.Throw<MarketDataException>(() => Read("m.csv", ImportKind.Membership)).Message.ShouldEndWith("line 3 repeats A of line 2 within one day's list; remove one.");
    }

    [Fact]
    public void Fills_OfTheContract_AreKnownSinceTheirTime()
    {
        Write("f.csv", "fill_id,order_id,symbol,quantity,price,fill_time,commission,exchange\nf1,o1,A,100,10.5,2017-01-03T20:59:00Z,,XNAS\nf2,o1,A,-50,11.25,2017-01-03T20:30:00-05:00,0.35,\n");

        var data = Read("f.csv", ImportKind.Fills);

        var table = data.Tables[0];
        table.Float64("quantity").ShouldBe([100, -50]);
        table.Float64("commission").ShouldBe([0, 0.35]);
        table.Instant("known_at").Select(InstantColumn.InstantOf).ShouldBe([new(2017, 1, 3, 20, 59, 0, TimeSpan.Zero), new(2017, 1, 4, 1, 30, 0, TimeSpan.Zero)]);
        new TradingDate(table.Date("date")[1]).ToString().ShouldBe("2017-01-03");
        table.Text("exchange").At(0).ShouldBe("XNAS");
        table.Text("fill_time").At(1).ShouldBe("2017-01-04T01:30:00.000000Z");
    }

    [Theory]
    [InlineData("f1,o1,A,1.5,10,2017-01-03T20:59:00Z\n", "needs a whole quantity other than zero")]
    [InlineData("f1,o1,A,1e300,10,2017-01-03T20:59:00Z\n", "needs a whole quantity other than zero")]
    [InlineData("f1,o1,A,1,0,2017-01-03T20:59:00Z\n", "and a price above zero")]
    [InlineData("f1,o1,A,1,10,2017-01-03T00:00:00\n", "a time without an offset from UTC; say its time zone with --zone")]
    [InlineData("f1,o1,A,1,10,2017-01-03T20:59:00\n", "a time without an offset from UTC; say its time zone with --zone")]
    [InlineData("f1,o1,A,1,10,2017-01-03T20:59:00Z\nf1,o1,A,1,10,2017-01-03T20:59:00Z\n", "line 3 repeats the fill_id f1 of line 2")]
    public void Fills_OutsideTheContract_AreRefused(string rows, string fault)
    {
        Write("f.csv", "fill_id,order_id,symbol,quantity,price,fill_time\n" + rows);

        Should.Throw<MarketDataException>(() => Read("f.csv", ImportKind.Fills)).Message.ShouldContain(fault);
    }

    [Fact]
    public void Accounts_FileMadeOnALaterDay_AreKnownFromTheSessionAfterIt()
    {
        Write("f.csv", "fill_id,order_id,symbol,quantity,price,fill_time\nf1,o1,A,100,10.5,2017-01-03T20:59:00Z\nf2,o1,A,-50,11,2017-01-06T15:00:00Z\n");
        Write("p.csv", "date,symbol,quantity,avg_price\n2017-01-03,A,100,10.5\n2017-01-06,A,50,10.5\n");
        static ImportRules Made(ImportRules rules) => rules with { KnownSince = new TradingDate(2017, 1, 4) };

        DateTimeOffset[] Known(string file, ImportKind kind) =>
            [.. Read(file, kind, Made).Tables[0].Instant("known_at").Select(InstantColumn.InstantOf)];

        Known("f.csv", ImportKind.Fills).ShouldBe([new(2017, 1, 5, 14, 30, 0, TimeSpan.Zero), new(2017, 1, 6, 15, 0, 0, TimeSpan.Zero)]);
        Known("p.csv", ImportKind.Positions).ShouldBe([new(2017, 1, 5, 14, 30, 0, TimeSpan.Zero), new(2017, 1, 6, 21, 0, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public void Positions_OfADay_AreReadWithWhatTheyCost()
    {
        Write("p.csv", "symbol,quantity,avg_price,market_value,total_fees,last_trade_date,trades_count\nA,100,10.5,1100,0.35,2017-01-02,3\n");

        Should.Throw<MarketDataException>(() => Read("p.csv", ImportKind.Positions)).Message.ShouldContain("say with --known-since of which day its positions are");
        var table = Read("p.csv", ImportKind.Positions, rules => rules with { KnownSince = new TradingDate(2017, 1, 3) }).Tables[0];

        new TradingDate(table.Date("date")[0]).ToString().ShouldBe("2017-01-03");
        table.Float64("total_fees").ShouldBe([0.35]);
        table.Text("last_trade_date").At(0).ShouldBe("2017-01-02");
    }

    [Fact]
    public void Sentiment_ScoreOutsideItsRange_IsRefused()
    {
        Write("s.csv", "date,symbol,score\n2017-01-03,A,1.5\n");

        Should.Throw<MarketDataException>(() => Read("s.csv", ImportKind.Sentiment)).Message.ShouldContain("line 2 has a score outside −1 to 1");
    }

    private void WriteParquet(Column date, Column symbol, Column volume)
    {
        ParquetFiles.Write(
            new Table(
                "anything",
                date,
                symbol,
                new Float64Column("open", [1, 1]),
                new Float32Column("high", [2, 2]),
                new Float64Column("low", [1, 1]),
                new Float64Column("close", [1.5, double.NaN]),
                volume),
            folder.File("t.parquet"));
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        MarketSamples.Write(folder, name, text);
    }

    private ImportedData Read(string file, ImportKind kind, Func<ImportRules, ImportRules>? declare = null)
    {
        var rules = new ImportRules { Kind = kind, Source = "test" };
        return MarketImport.Read(folder.File(file), declare is null ? rules : declare(rules), MarketSamples.Import, ExchangeCalendars.Nyse);
    }
}
