using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Memo;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class MemoStoreTests : IDisposable
{
    private static readonly Digest Code = Digest.OfBytes("code"u8);
    private readonly TemporaryFolder folder = new();
    private readonly RecordingObserver effects = new();
    private readonly FolderArtifactStore store;
    private readonly List<string> reports = [];
    private readonly MemoStore memos;

    public MemoStoreTests()
    {
        store = new FolderArtifactStore(folder.Path, new DurableFiles(effects));
        memos = new MemoStore(store, reports.Add);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Of_SamePartsInAnyCopy_SameKeyAndAnyChangeAnother()
    {
        var bars = store.Put(new byte[] { 1 }, "bars/1");
        var key = MemoKey.Of("features", Code, new Input(bars, 5, null));

        MemoKey.Of("features", Code, new Input(bars with { }, 5, null)).Key.ShouldBe(key.Key);
        key.Inputs.ShouldBe([bars.Digest]);
        MemoKey.Of("labels", Code, new Input(bars, 5, null)).Key.ShouldNotBe(key.Key);
        MemoKey.Of("features", Digest.OfBytes("other"u8), new Input(bars, 5, null)).Key.ShouldNotBe(key.Key);
        MemoKey.Of("features", Code, new Input(bars, 6, null)).Key.ShouldNotBe(key.Key);
        MemoKey.Of("features", Code, new Input(bars, 5, 0.1)).Key.ShouldNotBe(key.Key);
        MemoKey.Of("features", Code, new Input(store.Put(new byte[] { 2 }, "bars/1"), 5, null)).Key.ShouldNotBe(key.Key);
    }

    [Fact]
    public void TryFind_AfterSave_GivesTheResultInAnotherProcessToo()
    {
        var key = MemoKey.Of("features", Code, 1);
        var result = new Output(store.Put(new byte[] { 3 }, "matrix/1", 4), 0.25);
        memos.TryFind<Output>(key, out _).ShouldBeFalse();

        memos.Save(key, result);

        using var other = new FolderArtifactStore(folder.Path);
        new MemoStore(other, reports.Add).TryFind<Output>(key, out var found).ShouldBeTrue();
        found.ShouldBe(result);
        reports.ShouldBeEmpty();
    }

    [Fact]
    public void Save_AfterPut_BecomesDurableAfterTheObject()
    {
        var key = MemoKey.Of("features", Code, 1);
        var matrix = store.Put(new byte[] { 3 }, "matrix/1");
        memos.Save(key, new Output(matrix, 1));

        var paths = effects.Seen.Where(e => e.Effect == "rename").Select(e => e.Path);
        paths.ShouldBe([store.Paths.Object(matrix.Digest), store.Paths.Memo(key.Key)]);
        var objectSynced = effects.Seen.FindIndex(e => e == ("fsync-folder", Path.GetDirectoryName(store.Paths.Object(matrix.Digest))));
        var memoWritten = effects.Seen.FindLastIndex(e => e.Effect == "write");
        objectSynced.ShouldBeInRange(0, memoWritten - 1);
    }

    [Fact]
    public void TryFind_ObjectGone_CountsAsAbsent()
    {
        var key = MemoKey.Of("features", Code, 1);
        var matrix = store.Put(new byte[] { 3 }, "matrix/1");
        memos.Save(key, new Output(matrix, 1));
        File.Delete(store.Paths.Object(matrix.Digest));

        memos.TryFind<Output>(key, out _).ShouldBeFalse();
    }

    [Fact]
    public void Save_ObjectNotPut_Throws() =>
        Should.Throw<ArgumentException>(() => memos.Save(MemoKey.Of("features", Code, 1), new Output(new ArtifactRef(Code.Hex, "x/1", 1), 1)));

    [Theory]
    [InlineData("0.25", "0.75")]
    [InlineData("{", "")]
    public void TryFind_MemoDamaged_IsReportedAndCountsAsAbsent(string old, string changed)
    {
        var key = MemoKey.Of("features", Code, 1);
        memos.Save(key, new Output(store.Put(new byte[] { 3 }, "matrix/1"), 0.25));
        var path = store.Paths.Memo(key.Key);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, changed, StringComparison.Ordinal));

        memos.TryFind<Output>(key, out _).ShouldBeFalse();

        reports.Single().ShouldContain(path);
    }

    [Fact]
    public void Effect_Recorded_IsFoundByRunAndActivityAndNeverPassedOverWhenDamaged()
    {
        var answers = new EffectStore(store);
        answers.TryFind<Answer>("run", "1", out _).ShouldBeFalse();
        answers.Save("run", "1", new Answer("MEUCIQ"));

        answers.TryFind<Answer>("run", "1", out var found).ShouldBeTrue();
        found.ShouldBe(new Answer("MEUCIQ"));
        answers.TryFind<Answer>("run", "2", out _).ShouldBeFalse();
        answers.TryFind<Answer>("run2", "1", out _).ShouldBeFalse();

        var path = store.Paths.Effect(EffectStore.KeyOf("run", "1"));
        File.WriteAllText(path, File.ReadAllText(path).Replace("MEUCIQ", "MEUCIR", StringComparison.Ordinal));
        Should.Throw<ArtifactException>(() => answers.TryFind<Answer>("run", "1", out _)).Message.ShouldContain(path);
    }

    private sealed record Input(ArtifactRef Bars, int HorizonDays, double? Threshold);

    private sealed record Output(ArtifactRef Matrix, double Coverage);

    private sealed record Answer(string Signature);
}
