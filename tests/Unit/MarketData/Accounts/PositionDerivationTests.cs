using System.Text;
using Assay.Artifacts.Export;
using Assay.MarketData.Accounts;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.MarketData.PointInTime;
using static Assay.Tests.Unit.MarketData.Accounts.AccountMarket;

namespace Assay.Tests.Unit.MarketData.Accounts;

public sealed class PositionDerivationTests : IDisposable
{
    /// <summary>Seeded fills of the golden case: quantity, price, commission; a split of three for one comes before the fourteenth.</summary>
    private const string Golden =
        "-166 50.51 2.37;277 28.54 1.20;269 33.89 2.45;-63 49.12 2.03;-27 28.11 2.17;-155 25.55 1.87;-77 56.17 2.95;40 33.38 1.86;172 22.53 2.18;152 53.15 0.34;-144 20.33 2.41;" +
        "-157 35.94 1.32;-92 54.31 1.12;-54 35.01 1.77;192 22.78 0.34;66 24.55 1.54;178 57.45 2.90;-255 43.64 1.46;39 33.97 2.34;-160 31.63 1.21;-252 27.23 0.44;197 24.89 0.34;" +
        "-196 24.68 0.40;-289 56.06 0.74;196 50.51 0.83;-115 26.97 0.83;151 20.95 1.45;44 38.46 2.49;-247 20.88 2.75;292 30.68 0.03;-26 27.87 2.23;215 31.34 2.62;155 36.68 2.33;" +
        "-139 26.03 0.13;-256 34.79 2.58;-141 26.11 2.69;-224 27.83 2.88;-86 34.36 1.40;-237 27.24 1.32;-202 38.45 0.94";

    private readonly AccountMarket market = new();

    public void Dispose() => market.Dispose();

    /// <summary>
    /// By hand: 100 at 10.50 and 50 at 11.25; 120 sold at 12.10 earn 100 × 1.60 + 20 × 0.85 = 177; the 30 left become 60 at 5.625 and earn 46.50 at 6.40, with which
    /// 30 are sold short; 25 bought back at 5.95 earn 11.25; −5 at 6.40 are worth −31 at 6.20, and earn 1.
    /// </summary>
    [Fact]
    public void Read_LongSplitFlippedAndPartlyCovered_AgreesWithTheHand()
    {
        market.Fill("a", 0, 0, "X", 100, 10.50, 1.00).Fill("b", 1, 0, "X", 50, 11.25, 0.35).Fill("c", 2, 0, "X", -120, 12.10, 1.20)
            .Split(4, "X", 2).Fill("d", 4, 0, "X", -90, 6.40, 0.90).Fill("e", 5, 0, "X", 25, 5.95, 0.35)
            .Close(4, "X", 6.60).Close(5, "X", 6.20);

        var position = PositionDerivation.Read(market.Reader, Evening(5)).Positions.ShouldHaveSingleItem();

        (position.Symbol, position.Quantity, position.AveragePrice, position.MarketValue).ShouldBe(("X", -5, 6.40m, -31.00m));
        (position.Realised, position.Unrealised, position.CashFlow, position.TotalFees).ShouldBe((234.75m, 1.00m, 266.75m, 3.80m));
        (position.TradesCount, position.LastTradeDate).ShouldBe((5, First.AddDays(5)));
        position.Lots.ShouldHaveSingleItem().ShouldBe(new OpenLot(-5, -32.00m, First.AddDays(4), "d"));
        position.Close.ShouldBe(new LastClose(6.20m, First.AddDays(5), Evening(5), null));
    }

    /// <summary>Figures of a Python 3.11.2 program that keeps no lots: each share is a token with its own cost in a queue, in exact fractions.</summary>
    [Fact]
    public void Read_FortySeededFillsWithASplit_AgreeWithTokenForToken()
    {
        var fills = Golden.Split(';').Select(text => text.Split(' ').Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        market.Fills(rows =>
        {
            for (var fill = 0; fill < fills.Length; fill++)
            {
                AddFill(rows, $"f{fill}", fill, 0, "X", fills[fill][0], fills[fill][1], fills[fill][2]);
            }
        }).Split(13, "X", 3).Close(39, "X", 41.37);

        var position = PositionDerivation.Read(market.Reader, Evening(39)).Positions.ShouldHaveSingleItem();

        position.Quantity.ShouldBe(-1067);
        Math.Round(position.AveragePrice!.Value, 10).ShouldBe(31.1630740394m);
        Math.Round(position.Realised, 10).ShouldBe(6523.2m);
        Math.Round(position.Unrealised!.Value, 10).ShouldBe(-10890.79m);
        (position.CashFlow, position.TotalFees, position.TradesCount).ShouldBe((39774.20m, 65.25m, 40));
    }

    [Fact]
    public void Read_SplitSinceTheLastClose_ValuesAtTheNewTerms()
    {
        market.Fill("a", 0, 0, "X", 10, 90).Close(1, "X", 99).Split(2, "X", 3);

        var position = PositionDerivation.Read(market.Reader, Evening(2)).Positions.ShouldHaveSingleItem();

        (position.Quantity, position.AveragePrice, position.MarketValue, position.Unrealised).ShouldBe((30, 30, 990, 90));
        position.Close!.Date.ShouldBe(First.AddDays(1));
    }

    [Fact]
    public void Read_SplitThatIsKnownLater_CountsFromItsExDateOnceItIsKnown()
    {
        market.Fill("a", 0, 0, "X", 10, 90).Split(1, "X", 3, Evening(6)).Fill("b", 2, 0, "X", -15, 31).Close(2, "X", 30);

        PositionDerivation.Read(market.Reader, Evening(5)).Positions[0].Quantity.ShouldBe(-5);
        var later = PositionDerivation.Read(market.Reader, Evening(6)).Positions[0];
        (later.Quantity, later.Realised).ShouldBe((15, 15));
    }

    [Fact]
    public void Read_SplitThatLeavesAFraction_KeepsItAndSaysSo()
    {
        market.Fill("a", 0, 0, "X", 15, 1).Split(1, "X", 0.1).Close(1, "X", 10);

        var account = PositionDerivation.Read(market.Reader, Evening(1));

        (account.Positions[0].Quantity, account.Positions[0].MarketValue, account.CashFlow).ShouldBe((1.5m, 15, -15));
        account.Remarks.ShouldHaveSingleItem().ShouldBe(
            "X: the split on 2017-01-03 leaves 1.5 shares; the fraction stays, since the cash that a broker pays for it is in no fill.");
    }

    [Fact]
    public void Read_RatioThatNoDecimalHolds_LeavesWholeShares()
    {
        market.Fill("a", 0, 0, "X", 1, 10).Fill("b", 0, 1, "X", 1, 10).Fill("c", 0, 2, "X", 1, 10).Split(1, "X", 1 / 3.0).Fill("d", 1, 0, "X", -1, 33).Close(1, "X", 33);

        var account = PositionDerivation.Read(market.Reader, Evening(1));

        (account.Positions[0].Quantity, account.Positions[0].AveragePrice).ShouldBe((0, null));
        Math.Round(account.Realised, 9).ShouldBe(3);
        Math.Round(account.Realised + account.Unrealised!.Value - account.CashFlow - account.MarketValue!.Value, 9).ShouldBe(0);
    }

    [Fact]
    public void Read_RatioThatCannotBe_IsNotAppliedAndTold()
    {
        market.Fill("a", 0, 0, "X", 10, 1).Split(1, "X", -2).Close(1, "X", 1);

        var account = PositionDerivation.Read(market.Reader, Evening(1));

        account.Positions[0].Quantity.ShouldBe(10);
        account.Remarks.ShouldHaveSingleItem().ShouldBe("X: the split on 2017-01-03 has a ratio that cannot be, and is not applied.");
    }

    [Fact]
    public void Read_RenamedShare_KeepsItsLotsUnderTheNewSymbol()
    {
        market.Fill("a", 0, 0, "OLD", 10, 5).Action(2, "OLD", ActionKind.Rename, successor: "NEW").Fill("b", 3, 0, "NEW", -4, 7).Close(3, "NEW", 8).Close(0, "OLD", 5);

        PositionDerivation.Read(market.Reader, Evening(1)).Positions.ShouldHaveSingleItem().Symbol.ShouldBe("OLD");
        var position = PositionDerivation.Read(market.Reader, Evening(3)).Positions.ShouldHaveSingleItem();
        (position.Symbol, position.Quantity, position.Realised, position.MarketValue).ShouldBe(("NEW", 6, 8, 48));
    }

    [Fact]
    public void Read_SpinOffAndDelistingWhileHeld_AreToldAndChangeNothing()
    {
        market.Fill("a", 0, 0, "X", 10, 5).Action(1, "X", ActionKind.SpinOff, 0.5, "Y").Action(3, "X", ActionKind.Delisting).Close(2, "X", 6);

        var account = PositionDerivation.Read(market.Reader, Evening(4));

        var position = account.Positions.ShouldHaveSingleItem();
        (position.Quantity, position.MarketValue).ShouldBe((10, 60));
        account.Remarks.ShouldBe(
        [
            "X: spin_off on 2017-01-03 while it was held; what it gave or paid is in no fill, and not counted.",
            "X: delisting on 2017-01-05 while it was held; what it gave or paid is in no fill, and not counted.",
        ]);
    }

    [Fact]
    public void Read_NoCloseKnown_LeavesValueAndProfitUnknown()
    {
        market.Fill("a", 0, 0, "X", 10, 5).Fill("b", 0, 1, "Z", 1, 1).Close(0, "Z", 1);

        var account = PositionDerivation.Read(market.Reader, Evening(0));

        (account.Positions[0].MarketValue, account.Positions[0].Unrealised, account.MarketValue, account.Unrealised).ShouldBe((null, null, null, null));
        account.Remarks.ShouldHaveSingleItem().ShouldBe("No close is known of X: no market value, and none in sum.");
    }

    [Fact]
    public void Read_CloseThatIsNotTheLastSessions_SaysHowOldItIs()
    {
        market.Fill("a", 1, 0, "X", 10, 5).Close(1, "X", 6);

        var account = PositionDerivation.Read(market.Reader, Evening(7), ExchangeCalendars.Nyse);

        account.Positions[0].Close!.AgeSessions.ShouldBe(4, "2017-01-04 to 06, and the 9th, which has just closed");
        account.Remarks.ShouldHaveSingleItem().ShouldContain("X (2017-01-03, 4 sessions ago)");
    }

    [Fact]
    public void Read_DayWithTwoDifferentCloses_TakesTheSessionBefore()
    {
        var contested = new ObservedTableBuilder(ObservedDataset.Bars);
        contested.Add(First.AddDays(1), Evening(1), "vendor", ["X"], [7, 7, 7, 7, 1], 1);
        contested.Add(First.AddDays(1), Evening(1), "vendor", ["X"], [9, 9, 9, 9, 1], 2);
        contested.Add(First.AddDays(1), Evening(1), "vendor", ["X"], [8, 8, 8, 8, 1], 3);
        market.Fill("a", 0, 0, "X", 10, 5).Close(0, "X", 6).Bars(contested.Build());

        PositionDerivation.Read(market.Reader, Evening(1)).Positions[0].Close!.Price.ShouldBe(6);
    }

    [Fact]
    public void Read_FillsThatCannotBe_AreLeftOutEachWithASentence()
    {
        market.Close(0, "X", 1)
            .Fill("good", 0, 0, "X", 10, 1)
            .Fill("zero", 0, 1, "X", 0, 1)
            .Fill("half", 0, 2, "X", 0.5, 1)
            .Fill("free", 0, 3, "X", 1, 0)
            .Fill("unknown", 0, 4, "TYPO", -5, 1)
            .Fills(rows =>
            {
                AddFill(rows, "twice", 0, 5, "X", 1, 1);
                AddFill(rows, "twice", 0, 5, "X", 2, 1);
                AddFill(rows, "same", 0, 6, "X", 3, 1);
                AddFill(rows, "same", 0, 6, "X", 3, 1);
            })
            .Fill("moved", 0, 7, "X", 100, 1)
            .Fill("moved", 0, 7, "Y", 100, 1, known: Evening(1));

        var account = PositionDerivation.Read(market.Reader, Evening(2));

        account.Positions.Select(position => (position.Symbol, position.Quantity)).ShouldBe([("X", 13), ("Y", 100)]);
        account.Refused.Select(fill => fill.Reason).ShouldBe(
        [
            "The price of free is not a number above zero, up to 1,000,000,000.",
            "The quantity of half is not a whole number other than zero, up to 1,000,000,000.",
            "moved was told again later, of Y on 2017-01-02; that statement holds.",
            "twice is the id of several fills with different content, told at once; give each its own.",
            "twice is the id of several fills with different content, told at once; give each its own.",
            "unknown sells TYPO, which was never bought and of which no bar is known; correct its symbol, or import its bars.",
            "The quantity of zero is not a whole number other than zero, up to 1,000,000,000.",
        ]);
        PositionDerivation.Read(market.Reader, Evening(0)).Positions.Select(position => (position.Symbol, position.Quantity)).ShouldBe([("X", 113)]);
    }

    [Fact]
    public void Read_CorrectedFill_KeepsItsPlaceInTheOrder()
    {
        market.Fill("a", 0, 0, "X", 10, 5).Fill("b", 0, 1, "X", 10, 9).Fill("a", 0, 0, "X", 10, 6, known: Evening(4)).Fill("c", 1, 0, "X", -10, 10).Close(1, "X", 10);

        PositionDerivation.Read(market.Reader, Evening(1)).Positions[0].Realised.ShouldBe(50);
        var corrected = PositionDerivation.Read(market.Reader, Evening(4));
        corrected.Positions[0].Realised.ShouldBe(40, "10 at 6 still come before 10 at 9");
        corrected.Remarks.ShouldHaveSingleItem().ShouldBe("Fills were corrected, and their last statements hold: a.");
    }

    [Fact]
    public void Read_ShortWithoutAnyBarsInTheSnapshot_IsTaken()
    {
        market.Fill("a", 0, 0, "X", -10, 5);

        PositionDerivation.Read(market.Reader, Evening(1)).Positions.ShouldHaveSingleItem().Quantity.ShouldBe(-10);
    }

    [Fact]
    public void ToTable_ClosedAndOpenPositions_HasTheColumnsOfTheContractAndReadsBackAsCsv()
    {
        market.Fill("a", 0, 0, "X", 10, 5, 0.25).Fill("b", 1, 0, "X", -10, 6, 0.25).Fill("c", 1, 1, "BRK.B", 3, 100.125, 1).Close(1, "BRK.B", 101);

        var table = PositionsTable.ToTable(PositionDerivation.Read(market.Reader, Evening(1)));

        table.SchemaId.ShouldBe("assay.positions/1");
        using var csv = new MemoryStream();
        CsvTables.Write(table, csv);
        Encoding.UTF8.GetString(csv.ToArray()).ShouldBe(
            "date,symbol,quantity,avg_price,market_value,total_fees,last_trade_date,trades_count,realised_pnl,unrealised_pnl,close,close_date,close_age_sessions\n" +
            "2017-01-03,BRK.B,3,100.125,303,1,2017-01-03,1,0,2.625,101,2017-01-03,\n" +
            "2017-01-03,X,0,,0,0.5,2017-01-03,2,10,0,,,\n");
    }
}
