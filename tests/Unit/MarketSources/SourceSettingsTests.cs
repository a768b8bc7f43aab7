using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketSources;

public sealed class SourceSettingsTests
{
    [Fact]
    public void Shipped_File_HoldsTheFreeQuotasWithTheirDate()
    {
        var sources = SourceBench.Shipped().Sources;

        sources.Select(source => source.Name).Order(StringComparer.Ordinal).ShouldBe(["alphavantage", "finnhub", "fred", "polygon", "stooq", "tiingo", "yahoo"]);
        Quota("alphavantage", "day").ShouldBe(25);
        Quota("tiingo", "hour").ShouldBe(50);
        Quota("polygon", "minute").ShouldBe(5);
        Quota("finnhub", "minute").ShouldBe(60);
        sources.ShouldAllBe(source => source.QuotasDate.Length == 10);

        int Quota(string name, string window) => sources.Single(source => source.Name == name).Quotas.Single(quota => quota.Window == window).Requests;
    }

    [Theory]
    [InlineData("http://api.tiingo.com")]
    [InlineData("https://user:key@api.tiingo.com")]
    [InlineData("https://api.tiingo.com?token=x")]
    [InlineData("api.tiingo.com")]
    public void Validate_AddressThatLetsAKeyOut_IsRefused(string address) =>
        Faults(read => Change(read, "tiingo", source => source with { BaseUrl = address })).ShouldContain(fault => fault.Contains("https://host", StringComparison.Ordinal));

    [Fact]
    public void Validate_OrderNamesASourceThatIsNotThereOrDoesNotOffer_IsRefused()
    {
        Faults(read => SourceBench.Order(read, SourceDataset.Bars, "tiingo", "tiingo")).ShouldContain(fault => fault.Contains("twice", StringComparison.Ordinal));
        Faults(read => SourceBench.Order(read, SourceDataset.Bars, "fred")).ShouldContain(fault => fault.Contains("does not offer", StringComparison.Ordinal));
        Faults(read => SourceBench.Order(read, SourceDataset.Bars, "bloomberg")).ShouldContain(fault => fault.Contains("not among the sources", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_QuotaOutOfRange_IsRefused()
    {
        Faults(read => RetryAndQuotaTests.WithQuota(read, "tiingo", (0, "hour"))).ShouldNotBeEmpty();
        Faults(read => RetryAndQuotaTests.WithQuota(read, "tiingo", (5, "week"))).ShouldNotBeEmpty();
        Faults(read => RetryAndQuotaTests.WithQuota(read, "tiingo", (5, "hour"), (6, "hour"))).ShouldNotBeEmpty();
    }

    [Fact]
    public void Find_File_IsReadWhereTheVariableIsEmpty()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tiingo"), "  abcdef0123456789 \n");

        var key = new SourceKeys([folder.File("home")], _ => null).Find(WithFile(folder.File("tiingo")));

        key!.Secret.ShouldBe("abcdef0123456789");
        key.ToString().ShouldBe("***");
    }

    [Fact]
    public void Find_FileInTheHome_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("tiingo"), "abcdef0123456789");

        Should.Throw<MarketSourceException>(() => new SourceKeys([folder.Path], _ => null).Find(WithFile(folder.File("tiingo")))).Message.ShouldContain("move it elsewhere");
    }

    [Theory]
    [InlineData("tiny1")]
    [InlineData("with blanks in it")]
    [InlineData("with\nline")]
    public void Find_TextThatIsNoKey_IsRefusedWithoutQuotingIt(string text)
    {
        var failure = Should.Throw<MarketSourceException>(() => new SourceKeys([], _ => text).Find(WithFile("/nowhere")));

        failure.Kind.ShouldBe(SourceFailureKind.KeyMissing);
        failure.Message.ShouldNotContain(text);
    }

    [Fact]
    public void Blot_KeyInAnySpelling_IsTakenOutOfTextsAndBytes()
    {
        var key = SourceKey.TryParse("Secr3t+Key/0123456789")!;

        key.Blot("x Secr3t+Key/0123456789 y secr3t%2bkey%2f0123456789 z").ShouldBe("x *** y *** z");
        System.Text.Encoding.UTF8.GetString(key.Blot("{\"key\":\"Secr3t+Key/0123456789\"}"u8.ToArray())).ShouldBe("{\"key\":\"***\"}");
    }

    private static SourceOptions WithFile(string file)
    {
        var tiingo = SourceBench.Shipped().Sources.Single(source => source.Name == "tiingo");
        return tiingo with { Key = tiingo.Key! with { File = file } };
    }

    private static SourcesConfiguration Change(SourcesConfiguration read, string name, Func<SourceOptions, SourceOptions> change) =>
        read with { Sources = [.. read.Sources.Select(source => source.Name == name ? change(source) : source)] };

    private static IEnumerable<string> Faults(Func<SourcesConfiguration, SourcesConfiguration> change) =>
        new SourcesConfigurationValidator().Validate(change(SourceBench.Shipped())).Errors.Select(error => error.ErrorMessage);
}
