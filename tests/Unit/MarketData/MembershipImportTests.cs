using Assay.MarketData;
using Assay.MarketData.Universe;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData;

public sealed class MembershipImportTests : IDisposable
{
    private const string Heading = "known_since,symbol,name,sector\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Industries", "Industrials")]
    [InlineData("Industrials ", "Industrials")]
    [InlineData("Telecommunications Services", "Telecommunication Services")]
    [InlineData("Telecommunication Services", "Telecommunication Services")]
    [InlineData("Communication Services", "Communication Services")]
    [InlineData("", "Unknown")]
    [InlineData("\" Inc.\"\"\"", "Unknown")]
    public void Read_SpellingOfSector_IsMadeOne(string text, string expected) =>
        Read($"{Heading}2013-02-10,AAA,\"A, Inc.\",{text}\n").Text("sector").At(0).ShouldBe(expected);

    [Fact]
    public void Read_Snapshots_SortsThemAndMakesShareClassesOne()
    {
        var table = Read(Heading + "2013-02-10,BRK-B,Berkshire,Financials\n2012-12-27,ZZZ,,Energy\n2013-02-10,AAA,\"A, Inc.\",Energy\n");

        table.SchemaId.ShouldBe(MarketDataSchemas.Membership);
        Enumerable.Range(0, 3).Select(row => table.Text("symbol").At(row)).ShouldBe(["ZZZ", "AAA", "BRK.B"]);
        Enumerable.Range(0, 3).Select(row => table.Text("name").At(row)).ShouldBe([null, "A, Inc.", "Berkshire"]);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(Heading, "has a heading but no rows")]
    [InlineData("known_since,symbol,name\n2013-02-10,A,B\n", "has no column sector in its heading, which reads: known_since, symbol, name")]
    [InlineData(Heading + "2013-2-10,A,B,Energy\n", "line 2 has '2013-2-10' in column known_since")]
    [InlineData(Heading + "2013-02-10,,B,Energy\n", "line 2 names no symbol")]
    [InlineData(Heading + "2013-02-10,A,B\n", "line 2 has 3 fields, but the heading has 4")]
    [InlineData(Heading + "2013-02-10,A.B,B,Energy\n2013-02-10,A-B,B,Energy\n", "line 3 repeats A.B of line 2")]
    public void Read_FaultOfTheFile_StopsWithOneSentence(string text, string expected) =>
        Should.Throw<MarketDataException>(() => Read(text)).Message.ShouldContain(expected);

    [SharedDataFact("reference/sp500_membership_snapshots.csv.gz")]
    public void Read_SnapshotsOfTheIndex_HasOneSpellingPerSector()
    {
        var table = MembershipImport.Read(SharedData.Find("reference/sp500_membership_snapshots.csv.gz")!);

        table.RowCount.ShouldBe(31_668);
        table.Date("known_since").Distinct().Count().ShouldBe(63);
        var sectors = table.Text("sector");
        sectors.Dictionary.ShouldBe(
        [
            "Communication Services", "Consumer Discretionary", "Consumer Staples", "Energy", "Financials", "Health Care", "Industrials",
            "Information Technology", "Materials", "Real Estate", "Telecommunication Services", "Unknown", "Utilities",
        ]);

        // Blank for LYB in five snapshots; in 2012-12-27 five names were torn at their comma and the sector is lost.
        sectors.Codes.Count(code => sectors.Dictionary[code] == "Unknown").ShouldBe(5 + 5);
        sectors.Codes.Count(code => sectors.Dictionary[code] == "Telecommunication Services").ShouldBe(87 + 18);
    }

    private Assay.Artifacts.Tables.Table Read(string text) => MembershipImport.Read(MarketSamples.Write(folder, "members.csv", text));
}
