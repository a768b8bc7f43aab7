using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Data;
using Assay.MarketData.Actions;
using Assay.MarketData.Calendars;
using Assay.Tests.Support;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.Activities.Data;

public sealed class SnapshotImportTests : IDisposable
{
    private const string Bars = "us_5yr/all_stocks_5yr.csv.gz";
    private const string Members = "reference/sp500_membership_snapshots.csv.gz";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly CalendarBook Calendars = new(new CalendarOptions { Closures = [], SpecialHours = [], Coverage = [] });
    private readonly ActivityHome home = new(ActivityHome.RepositorySettings());

    public void Dispose() => home.Dispose();

    private Stage Stage => home.Stage with { Synthetic = false };

    /// <summary>What a run on the snapshot begins with are the very bytes that a run on the files begins with; all that follows is pure.</summary>
    [SharedDataFact(Bars)]
    public async Task Import_SP500_GivesTheChainTheTablesOfTheFiles()
    {
        var (bars, members) = (SharedData.Find(Bars)!, SharedData.Find(Members)!);
        var files = new ImportActivities(home.Runner);
        var plainBars = await home.RunAsync(() => files.ImportBarsAsync(new ImportFile(Stage, bars)));
        var plainMembers = await home.RunAsync(() => files.ImportMembershipAsync(new ImportFile(Stage, members)));

        var imported = new[] { await ImportAsync(new SourceFile("bars", bars)), await ImportAsync(new SourceFile("membership", members)) };
        var commit = await home.RunAsync(() => new SnapshotWriteActivities(home.Runner, home.Path, home.Files, () => Calendars).CommitSnapshotAsync(
            new CommitSnapshot(Stage, "sp500", [.. imported.SelectMany(source => source.Parts)], Now, null, "XNYS", [])));
        var read = await home.RunAsync(() => new SnapshotActivities(home.Runner).ReadSnapshotAsync(
            new ReadSnapshot(Stage, new SnapshotRequest(commit.Snapshot.ShouldNotBeNull(), Now, PriceAdjustments.TotalReturn))));

        commit.Rows.ShouldBe([new DatasetRows("bars", 619_040, 619_040), new DatasetRows("membership", 31_668, 31_668)]);
        imported[0].Parts.Count.ShouldBe(6);
        imported[0].Parts.ShouldAllBe(part => part.Origins[0] == plainBars.Source);
        read.RawBars.ShouldBe(plainBars.Table);
        read.Membership.ShouldBe(plainMembers.Table);
    }

    [Fact]
    public async Task Import_SameFileAgain_IsReadOnce_AndUnderAnotherDeclarationAnew()
    {
        home.WriteText("a.csv", "date,open,high,low,close,volume,symbol\n2017-01-03,1,2,1,2,10,A\n2018-01-03,1,2,1,2,10,A\n");
        var path = System.IO.Path.Combine(home.Path, "a.csv");

        var first = await ImportAsync(new SourceFile("bars", path));
        var again = await ImportAsync(new SourceFile("bars", path));
        var later = await ImportAsync(new SourceFile("bars", path) { DelayMinutes = 30 });

        again.Parts.Select(part => part.Table).ShouldBe(first.Parts.Select(part => part.Table));
        later.Parts[0].Table.ShouldNotBe(first.Parts[0].Table);
        home.Store.ReadTable(first.Parts[1].Table).Text("source").At(0).ShouldBe("file:a.csv");
    }

    [Theory]
    [InlineData("nothing", "The kind 'nothing' is not known, only bars, prices, closes, series")]
    [InlineData("bars", "does not name open, high, low and close in its heading")]
    [InlineData("series", "not when they were published")]
    public async Task Import_WhatCannotBeRead_LeavesNothingInTheStore(string kind, string fault)
    {
        home.WriteText("a.csv", "date,X\n2017-01-03,1\n");
        var path = System.IO.Path.Combine(home.Path, "a.csv");

        var failure = await Should.ThrowAsync<ApplicationFailureException>(() => ImportAsync(new SourceFile(kind, path)));

        failure.NonRetryable.ShouldBeTrue();
        failure.Message.ShouldContain(fault);
        Directory.EnumerateFiles(System.IO.Path.Combine(home.Path, "artifacts", "objects"), "*", SearchOption.AllDirectories).Count().ShouldBe(1, "only the settings");
    }

    [Fact]
    public async Task Import_Folder_KeepsEveryFileAsOrigin()
    {
        home.WriteText("in/A/1day/2017-01-03.csv", "date,open,high,low,close,volume\n2017-01-03,1,2,1,2,10\n");
        home.WriteText("in/B/1day/2017-01-03.csv", "date,open,high,low,close,volume\n2017-01-03,1,2,1,2,11\n");

        var imported = await ImportAsync(new SourceFile("bars", System.IO.Path.Combine(home.Path, "in")));

        imported.Parts.ShouldHaveSingleItem().Origins.Count.ShouldBe(2);
        File.Exists(System.IO.Path.Combine(home.Path, "artifacts", "runs", "run-1", "data", "source", "in", "B", "1day", "2017-01-03.csv")).ShouldBeTrue();
    }

    private Task<ImportedSource> ImportAsync(SourceFile file) =>
        home.RunAsync(() => new SnapshotImportActivities(home.Runner, () => Calendars).ImportSourceAsync(new ImportSource(Stage, file, "XNYS")));
}
