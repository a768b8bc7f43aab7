using Assay.Configuration;
using Assay.Portfolio;
using Assay.Portfolio.Costs;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Portfolio;

public sealed class PortfolioOptionsTests
{
    [Fact]
    public void Read_ShippedConfiguration_HoldsTheDecisions()
    {
        var folder = new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config"));
        var options = folder.Read(PortfolioOptions.FileName, new PortfolioOptionsValidator());
        options.MaximumWeight.ShouldBe(0.15);
        options.Exposure.RiskOff.ShouldBe(0.5);
        options.Optimizers.Length.ShouldBe(5);
        folder.Read(CostOptions.FileName, new CostOptionsValidator()).UnfilledOrders.ShouldBe(UnfilledOrders.CarriedOver);
    }

    [Fact]
    public void Validate_SeveralFaults_ListsThemAll()
    {
        var faulty = PortfolioSamples.Options with { MaximumWeight = 0, LeaveBelowFraction = 0.1, Optimizers = ["min_volatility", "magic"] };
        var result = new PortfolioOptionsValidator().Validate(faulty);
        result.Errors.Select(error => error.PropertyName).Distinct()
            .ShouldBe(["LeaveBelowFraction", "MaximumWeight", "Optimizers[1]"], ignoreOrder: true);
    }
}
