using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary><c>assay data positions</c>: fills in, positions out, compared with a statement.</summary>
public sealed class DataPositionsTests : IDisposable
{
    private const string FillHeading = "fill_id,order_id,symbol,quantity,price,fill_time,commission";
    private static readonly string Root = SharedData.FindCheckout()!;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Positions_ImportedFills_AreShownExportedAndReadBackWithoutADifference()
    {
        var lines = BarFile.Lines(1, 30).Where(line => !line.StartsWith("2013-01-01", StringComparison.Ordinal) && !line.StartsWith("2013-01-21", StringComparison.Ordinal));
        File.WriteAllLines(folder.File("bars.csv"), [BarFile.Heading, .. lines]);
        File.WriteAllLines(folder.File("fills.csv"),
        [
            FillHeading,
            "f1,o1,S00,100,10.5,2013-01-03T15:00:00Z,1",
            "f2,o2,S00,-40,11,2013-01-04T10:30:00-05:00,1",
            "f3,o3,TYPO,-5,1,2013-01-04T16:00:00Z,0",
        ]);
        Import(folder.File("bars.csv"), "--fills", folder.File("fills.csv")).ExitCode.ShouldBe(0);

        var shown = Positions("--json", "--output", folder.File("out/positions.csv"));
        var parquet = Positions("--output", folder.File("out/positions.parquet"));

        shown.ExitCode.ShouldBe(0, shown.Error);
        using (var document = JsonDocument.Parse(shown.Output))
        {
            var position = document.RootElement.GetProperty("positions").EnumerateArray().ShouldHaveSingleItem();
            (position.GetProperty("quantity").GetDouble(), position.GetProperty("avg_price").GetDouble(), position.GetProperty("realised_pnl").GetDouble()).ShouldBe((60, 10.5, 20));
            position.GetProperty("close_date").GetString().ShouldBe("2013-02-11");
            var total = document.RootElement.GetProperty("total");
            (total.GetProperty("realised_pnl").GetDouble() + total.GetProperty("unrealised_pnl").GetDouble())
                .ShouldBe(total.GetProperty("cash_flow").GetDouble() + total.GetProperty("market_value").GetDouble(), 1e-9);
            document.RootElement.GetProperty("refused_fills")[0].GetProperty("id").GetString().ShouldBe("f3");
        }

        File.ReadAllLines(folder.File("out/positions.csv"))[0].ShouldStartWith("date,symbol,quantity,avg_price,market_value,total_fees,last_trade_date,trades_count,");
        parquet.ExitCode.ShouldBe(0, parquet.Error);
        parquet.Output.ShouldContain("TYPO, which was never bought");
        File.ReadAllBytes(folder.File("out/positions.parquet"))[..4].ShouldBe("PAR1"u8.ToArray());

        Positions("--reconcile").LastErrorLine.ShouldStartWith("assay: No statement of positions was known at ");
        Import("--positions", folder.File("out/positions.csv")).ExitCode.ShouldBe(0);
        var agreed = Positions("--reconcile");
        agreed.ExitCode.ShouldBe(0, agreed.Error);
        agreed.Output.ShouldContain("1 positions compared, 0 differences.");

        File.WriteAllText(folder.File("late.csv"), FillHeading + "\nf4,o4,S00,5,12,2013-01-07T15:00:00Z,1\n");
        Import("--fills", folder.File("late.csv")).ExitCode.ShouldBe(0);
        var differing = Positions("--reconcile");
        differing.ExitCode.ShouldBe(3, differing.Error);
        differing.Output.ShouldContain("trades_count");
    }

    [Theory]
    [InlineData(2, "--output: 'p.xlsx' ends in neither .csv nor .parquet; choose one.", "--output", "p.xlsx")]
    [InlineData(1, "has no snapshot yet; make one with 'assay data import' or 'assay data fetch'.")]
    public void Positions_WhatCannotBe_IsOneSentence(int exitCode, string sentence, params string[] arguments)
    {
        var result = Positions(arguments);

        result.ExitCode.ShouldBe(exitCode);
        result.LastErrorLine.ShouldContain(sentence);
    }

    [Fact]
    public void Import_FillTimeWithoutOffset_IsRefusedAtItsLine()
    {
        File.WriteAllText(folder.File("fills.csv"), FillHeading + "\nf1,o1,S00,5,12,2013-01-07T15:00:00,1\n");

        var result = Import("--fills", folder.File("fills.csv"));

        result.ExitCode.ShouldBe(1);
        result.LastErrorLine.ShouldContain("fills.csv, line 2 has '2013-01-07T15:00:00', a time without an offset from UTC; say its time zone with --zone");
    }

    private string Home => folder.File("home");

    private ProgramResult Import(params IReadOnlyList<string> arguments) => AssayProgram.Run(Root, ["data", "import", .. arguments, "--snapshot", "m", "--home", Home]);

    private ProgramResult Positions(params IReadOnlyList<string> arguments) => AssayProgram.Run(Root, ["data", "positions", .. arguments, "--snapshot", "m", "--home", Home]);
}
