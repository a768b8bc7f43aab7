using Assay.MarketData;
using Assay.MarketData.Actions;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Actions;

public sealed class LeanActionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_SplitAndDividend_AreTheStepsBetweenLines()
    {
        var actions = Read("19980102,0.48,0.5,1\n20000620,0.48,0.5,101\n20121106,0.96,1,600\n20501231,1,1,0\n", "19980102,aapl,Q\n20501231,aapl,Q\n");

        actions.Text("kind").Codes.Select(code => actions.Text("kind").Dictionary[code])
            .ShouldBe([ActionKind.CashDividend, ActionKind.Split, ActionKind.CashDividend]);
        actions.Float64("amount")[0].ShouldBe(50.5, 1e-12);
        actions.Float64("ratio")[1].ShouldBe(2);
        actions.Float64("amount")[2].ShouldBe(24, 1e-12);
        actions.Text("symbol").Dictionary.ShouldBe(["AAPL"]);
    }

    [Theory]
    [InlineData("1998-01-02,1,1,1\n", "line 1 has '1998-01-02' as its date, which is not of the form yyyyMMdd; correct the line.")]
    [InlineData("19980102,1,1\n", "line 1 has 3 fields, but 4 are needed; give a file as Lean writes it.")]
    [InlineData("19980102,0,1,1\n", "line 1 has a factor that is not positive; correct the line.")]
    [InlineData("19980102,1,x,1\n", "line 1 has 'x' where a number is needed; correct the line.")]
    [InlineData("", "f.csv is empty; give a file as Lean writes it.")]
    public void Read_FileOfAnotherForm_SaysWhereAndWhat(string factors, string expected) =>
        Should.Throw<MarketDataException>(() => Read(factors, "20501231,aapl,Q\n")).Message.ShouldEndWith(expected);

    private Assay.Artifacts.Tables.Table Read(string factors, string map)
    {
        File.WriteAllText(folder.File("f.csv"), factors);
        File.WriteAllText(folder.File("m.csv"), map);
        return LeanActions.Read(folder.File("f.csv"), folder.File("m.csv"), day => day.AddDays(1), _ => DateTimeOffset.UnixEpoch, "lean");
    }
}
