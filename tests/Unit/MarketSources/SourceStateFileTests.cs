using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketSources;

public sealed class SourceStateFileTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly SourceLimits Limits = new([new QuotaOptions { Requests = 40, Window = "hour" }], 5, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(4));

    [Fact]
    public async Task Change_ManyWorkersAtOnce_GiveOutEveryTokenOnce()
    {
        using var folder = new TemporaryFolder();

        var admitted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var worker = SourceStateFile.Open(folder.Path);
            return Enumerable.Range(0, 20).Count(_ => worker.Change("tiingo", state => SourceLedger.Admit(state, Limits, Start, holdsProbe: false)).Refusal is null);
        })));

        admitted.Sum().ShouldBe(40);
    }

    [Fact]
    public void Open_Again_FindsWhatWasThere()
    {
        using var folder = new TemporaryFolder();
        using (var first = SourceStateFile.Open(folder.Path))
        {
            _ = first.Change("tiingo", state => SourceLedger.Admit(state, Limits, Start, holdsProbe: false));
        }

        using var second = SourceStateFile.Open(folder.Path);

        SourceLedger.Left(second.Read("tiingo"), 3600, 40, Start).ShouldBe(39);
        SourceLedger.Left(second.Read("stooq"), 3600, 40, Start).ShouldBe(40);
    }

    [Fact]
    public void Change_ThatThrows_LeavesTheStateAsItWas()
    {
        using var folder = new TemporaryFolder();
        using var file = SourceStateFile.Open(folder.Path);

        Should.Throw<InvalidOperationException>(() => file.Change<int>("tiingo", _ => throw new InvalidOperationException("no")));

        file.Change("tiingo", state => SourceLedger.Admit(state, Limits, Start, holdsProbe: false)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Open_NotSuchAFile_SaysSoInOneSentence()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(SourceStateFile.PathIn(folder.Path))!);
        File.WriteAllText(SourceStateFile.PathIn(folder.Path), new string('x', 5000));

        var failure = Should.Throw<MarketSourceException>(() => SourceStateFile.Open(folder.Path));

        failure.Kind.ShouldBe(SourceFailureKind.StateUnusable);
        failure.Message.ShouldContain("move a damaged file away");
    }
}
