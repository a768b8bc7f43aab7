using Assay.MarketData;
using Assay.MarketData.Universe;

namespace Assay.Tests.Unit.MarketData;

public sealed class MarketConfigurationTests
{
    [Fact]
    public void Read_ShippedFile_IsValid()
    {
        var configuration = MarketSamples.Shipped();

        configuration.Synthetic.SignalIc.ShouldBeLessThanOrEqualTo(0.06);
        configuration.Import.MissingTexts.ShouldContain("null");
        configuration.Quality.MinimumSymbolRows.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Validate_EveryFault_IsListed()
    {
        var shipped = MarketSamples.Shipped();
        var wrong = shipped with
        {
            Import = shipped.Import with { MissingTexts = ["0"] },
            Quality = shipped.Quality with { FailAboveQuarantinedShare = 0, MinimumSymbolRows = 500 },
            Synthetic = shipped.Synthetic with { SignalIc = 0.07, StartDate = "4 January", LateListings = 100, SignalWeights = [0, 0, 0] },
            Universe = shipped.Universe with
            {
                MinimumPrice = double.NaN,
                SectorNames = [new SectorNameOptions { Spelling = "Banks", Sector = "Financials" }, new SectorNameOptions { Spelling = "financials", Sector = "Banking" }],
            },
        };

        var faults = new MarketConfigurationValidator().Validate(wrong).Errors.Select(error => error.PropertyName).ToArray();

        faults.ShouldBe(
            [
                "Import.MissingTexts[0]", "Quality.FailAboveQuarantinedShare", "Quality.MinimumSymbolRows", "Synthetic.SignalIc",
                "Synthetic.StartDate", "Synthetic.SignalWeights", "Synthetic.LateListings", "Universe.MinimumPrice", "Universe.SectorNames",
            ],
            ignoreOrder: true);
    }
}
