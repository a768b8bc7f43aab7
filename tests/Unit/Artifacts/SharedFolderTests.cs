using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class SharedFolderTests : IDisposable
{
    private static readonly Digest Code = Digest.OfBytes("code"u8);
    private readonly TemporaryFolder folder = new();
    private readonly List<string> reports = [];
    private readonly FolderArtifactStore here;
    private readonly FolderArtifactStore there;

    public SharedFolderTests()
    {
        here = FolderArtifactStore.OpenShared(folder.Path);
        there = FolderArtifactStore.OpenShared(folder.Path);
    }

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void OpenShared_FolderNotThere_SaysSo() =>
        Should.Throw<ArtifactException>(() => FolderArtifactStore.OpenShared(folder.File("share"))).Message
            .ShouldBe($"The shared folder {folder.File("share")} is not there; mount it, make it once by hand, or name another in temporal.yaml.");

    [Fact]
    public void Put_InOneProcess_IsReadInAnother()
    {
        var reference = here.Put(new byte[] { 1, 2 }, "x/1");

        there.Read(reference).ShouldBe([1, 2]);
        File.Exists(Path.Combine(folder.Path, "objects", "sha256", reference.Sha256[..2], reference.Sha256[2..])).ShouldBeTrue();
    }

    [Fact]
    public void Save_SecondWriterOfOneKey_GetsTheResultOfTheFirst()
    {
        var key = MemoKey.Of("train", Code, 1);
        new MemoStore(here, reports.Add).Save(key, 1.5).ShouldBe(1.5);

        new MemoStore(there, reports.Add).Save(key, 2.5).ShouldBe(1.5);

        reports.Single().ShouldStartWith("Two workers computed train (");
        new MemoStore(there, reports.Add).TryFind<double>(key, out var found).ShouldBeTrue();
        found.ShouldBe(1.5);
    }

    [Fact]
    public void Save_ManyWritersAtOnce_LeavesOneMemoThatAllOfThemGot()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = MemoKey.Of("train", Code, round);
            var results = new double[8];
            var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() =>
            {
                using var own = FolderArtifactStore.OpenShared(folder.Path);
                results[i] = new MemoStore(own, _ => { }).Save(key, (double)i);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            results.Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public void Save_WhereLinksAreNotToBeHad_StillLeavesOneMemo()
    {
        using var unlinked = FolderArtifactStore.OpenShared(folder.Path, new WithoutLinks());
        var key = MemoKey.Of("train", Code, 1);

        new MemoStore(unlinked, reports.Add).Save(key, 1.5).ShouldBe(1.5);
        new MemoStore(unlinked, reports.Add).Save(key, 2.5).ShouldBe(1.5);
    }

    [Fact]
    public void Save_OverADamagedMemo_ReplacesIt()
    {
        var key = MemoKey.Of("train", Code, 1);
        var memos = new MemoStore(here, reports.Add);
        memos.Save(key, 1.5);
        File.WriteAllText(here.Paths.Memo(key.Key), "{");

        memos.Save(key, 1.5).ShouldBe(1.5);

        memos.TryFind<double>(key, out _).ShouldBeTrue();
    }

    [Fact]
    public void Effect_SecondDelivery_GetsTheAnswerOfTheFirst()
    {
        new EffectStore(here).Save("run", "1", "first").ShouldBe("first");

        new EffectStore(there).Save("run", "1", "second").ShouldBe("first");
    }

    [Fact]
    public void Run_FilesAddedByTwoProcessesAtOnce_AreAllThere()
    {
        var bytes = here.Put(new byte[] { 7 }, "x/1");
        var threads = new[] { here, there }.SelectMany((store, s) => Enumerable.Range(0, 4).Select(t => new Thread(() =>
        {
            var index = store.Run("run-1");
            for (var i = 0; i < 10; i++)
            {
                index.Add(RunFileSample.Named($"part-{s}-{t}/{i}.bin", bytes));
            }
        }))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        var files = here.Run("run-1").Read();

        files.Count.ShouldBe(80);
        files.Select(file => file.Name).ShouldBe(files.Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_SameFileAgain_KeepsTheFirstTimesAndAnotherContentReplacesIt()
    {
        var (one, two) = (here.Put(new byte[] { 1 }, "x/1"), here.Put(new byte[] { 2 }, "x/1"));
        var first = RunFileSample.Named("a.bin", one);
        here.Run("run-1").Add(first);

        there.Run("run-1").Add(first with { Ended = first.Ended.AddHours(-3), Host = "another" });
        there.Run("run-1").Read().Single().ShouldBe(first, new EntryComparer());

        there.Run("run-1").Add(RunFileSample.Named("a.bin", two));
        here.Run("run-1").Read().Single().Artifact.ShouldBe(two);
    }

    [Fact]
    public void Run_ObjectNotInTheStore_IsRefused() =>
        Should.Throw<ArtifactException>(() => here.Run("run-1").Add(RunFileSample.Named("a.bin", new ArtifactRef(Code.Hex, "x/1", 1)))).Message.ShouldContain("which is not in the store");

    [Fact]
    public void Show_RunOfASharedStore_MakesTheFolderAHomeWouldHave()
    {
        using var own = new TemporaryFolder();
        using var home = new FolderArtifactStore(own.File("with-store"));
        using var view = new RunView(own.File("without"));
        foreach (var store in new IArtifactStore[] { here, home })
        {
            store.Run("run-1").Add(RunFileSample.Named("data/a.bin", store.Put(new byte[] { 1 }, "x/1")), RunFileSample.Named("b.bin", store.Put(new byte[] { 2 }, "x/1")));
        }

        var shown = view.Show(there, "run-1");

        shown.ShouldBe(Path.Combine(own.File("without"), "artifacts", "runs", "run-1"));
        File.ReadAllBytes(Path.Combine(shown, "data", "a.bin")).ShouldBe([1]);
        File.ReadAllBytes(Path.Combine(shown, "run.json")).ShouldBe(File.ReadAllBytes(Path.Combine(home.Paths.Run("run-1"), "run.json")));
    }

    [Fact]
    public void Open_ScratchOfAnotherMachine_IsLeftAlone()
    {
        var paths = here.Paths;
        var foreign = Directory.CreateDirectory(Path.Combine(paths.Scratch, "5f1c-71-another")).FullName;
        File.WriteAllBytes(foreign + ".lock", []);

        using var fresh = FolderArtifactStore.OpenShared(folder.Path);

        Directory.Exists(foreign).ShouldBeTrue();
    }

    private sealed class EntryComparer : IEqualityComparer<RunFile>
    {
        public bool Equals(RunFile? x, RunFile? y) => CanonicalJson.Serialize(x).AsSpan().SequenceEqual(CanonicalJson.Serialize(y));

        public int GetHashCode(RunFile obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }

    private sealed class WithoutLinks : IDurableFiles
    {
        private readonly DurableFiles inner = new();

        public void Write(string path, Action<string> produce) => inner.Write(path, produce);

        public void Fsync(string path, bool readOnly) => inner.Fsync(path, readOnly);

        public void Rename(string from, string to) => inner.Rename(from, to);

        public void FsyncFolder(string path) => inner.FsyncFolder(path);

        public bool TryLink(string existing, string link) => false;

        public void Delete(string path) => inner.Delete(path);
    }
}
