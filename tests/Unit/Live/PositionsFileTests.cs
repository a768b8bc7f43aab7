using Assay.Live;
using Assay.Live.Positions;

namespace Assay.Tests.Unit.Live;

public sealed class PositionsFileTests
{
    [Fact]
    public void Parse_HeaderOnly_IsAllCash()
    {
        var positions = PositionsFile.Parse("symbol,shares\n", "current_positions.csv", 100_000m);

        positions.Shares.ShouldBeEmpty();
        positions.Cash.ShouldBe(100_000m);
    }

    [Fact]
    public void Parse_WithCash_SeparatesItFromShares()
    {
        var positions = PositionsFile.Parse("symbol,shares\nMSFT,3\nAAPL,2.5\nCASH,41.20\n", "p.csv", 100_000m);

        positions.Shares.ShouldBe([new PositionLine("AAPL", 2.5m), new PositionLine("MSFT", 3m)]);
        positions.Cash.ShouldBe(41.20m);
        positions.ValueAt(symbol => symbol == "AAPL" ? 10m : 1m).ShouldBe(69.20m);
    }

    [Fact]
    public void Write_ThenParse_GivesTheSame()
    {
        var positions = PositionsFile.Parse("shares,symbol\n2,B\n1,A\n5,CASH\n", "p.csv", 1m);

        PositionsFile.Parse(PositionsFile.Write(positions), "p.csv", 1m).ShouldBeEquivalentTo(positions);
    }

    [Theory]
    [InlineData("ticker,shares\nA,1\n", "columns symbol and shares")]
    [InlineData("", "columns symbol and shares")]
    [InlineData("symbol,shares\nA,many\n", "line 2")]
    [InlineData("symbol,shares\nA,-1\n", "line 2")]
    [InlineData("symbol,shares\nA,1\nA,2\n", "there twice")]
    public void Parse_Malformed_SaysWhere(string text, string expected) =>
        Should.Throw<LiveException>(() => PositionsFile.Parse(text, "p.csv", 1m)).Message.ShouldContain(expected);

    [Fact]
    public void ValueAt_HeldSymbolWithoutPrice_IsRefused()
    {
        var positions = PositionsFile.Parse("symbol,shares\nGONE,3\n", "p.csv", 1m);

        Should.Throw<LiveException>(() => positions.ValueAt(_ => null)).Message.ShouldContain("GONE");
    }
}
