using Assay.Features;
using Assay.MarketData.Panels;

namespace Assay.Tests.Unit.Features;

public sealed class UniverseIndexTests
{
    [Fact]
    public void Returns_NameThatJoinsAfterARise_EarnsNothingOfIt()
    {
        var axis = FormulaMarket.Axis(4, 2);
        var close = new Panel(axis, [100, 110, 99, 99, 10, 20, 30, double.NaN]);
        var market = new MarketPanel(close, close, close, close, close);
        var universe = new UniversePanel(axis, [true, true, true, true, false, true, true, true], new byte[8], ["Unknown"]);

        var returns = UniverseIndex.Returns(market, universe);

        // Second name: a member from session 1 on, so its rise to 20 is not counted, that to 30 is; its last bar is missing.
        returns.Length.ShouldBe(4);
        returns[0].ShouldBe(double.NaN);
        returns[1].ShouldBe(0.1, 1e-12);
        returns[2].ShouldBe((-0.1 + 0.5) / 2, 1e-12);
        returns[3].ShouldBe(0.0, 1e-12);
    }
}
