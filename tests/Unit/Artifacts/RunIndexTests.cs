using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class RunIndexTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly RecordingObserver effects = new();
    private readonly FolderArtifactStore store;
    private readonly RunIndex index;

    public RunIndexTests()
    {
        store = new FolderArtifactStore(folder.Path, new DurableFiles(effects));
        index = new RunIndex(store, "2026-11-20-a");
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Add_Files_ShowsThemUnderReadableNamesAndInRunJson()
    {
        var bars = Put("data/bars.bin", 1);
        var matrix = Put("features/matrix.bin", 2, bars);

        index.Add(matrix, bars);

        File.ReadAllBytes(index.PathOf("features/matrix.bin")).ShouldBe([2]);
        new RunIndex(store, index.RunId).Read().Select(f => (f.Name, f.Artifact, f.Started)).ShouldBe(
            [("data/bars.bin", bars.Artifact, Noon), ("features/matrix.bin", matrix.Artifact, Noon)]);
        index.Read()[1].Inputs.ShouldBe([bars.Artifact.Digest]);
        File.ReadAllText(index.PathOf("run.json")).ShouldContain("\"schema\":\"assay.run/1\"");
        RunIndex.List(store).ShouldBe(["2026-11-20-a"]);
        effects.Seen.ShouldContain(("link", index.PathOf("data/bars.bin")));
    }

    [Fact]
    public void Add_Again_ChangesNothingAndKeepsTheFirstTimes()
    {
        var bars = Put("data/bars.bin", 1);
        index.Add(bars);
        var before = File.ReadAllBytes(index.PathOf("run.json"));
        effects.Seen.Clear();

        index.Add(bars with { Started = Noon.AddHours(1), Ended = Noon.AddHours(2) });

        File.ReadAllBytes(index.PathOf("run.json")).ShouldBe(before);
        effects.Seen.ShouldBeEmpty();
    }

    [Fact]
    public void Add_OtherContentUnderTheName_ShowsTheNewOne()
    {
        index.Add(Put("metrics.bin", 1));

        index.Add(Put("metrics.bin", 2));

        File.ReadAllBytes(index.PathOf("metrics.bin")).ShouldBe([2]);
        index.Read().Single().Artifact.Digest.ShouldBe(Digest.OfBytes([2]));
    }

    [Fact]
    public void Add_Files_SyncsTheirFoldersBeforeRunJsonNamesThem()
    {
        var matrix = Put("features/deep/matrix.bin", 2);
        effects.Seen.Clear();

        index.Add(matrix);

        var linked = effects.Seen.IndexOf(("link", index.PathOf("features/deep/matrix.bin")));
        var named = effects.Seen.IndexOf(("rename", index.PathOf("run.json")));
        effects.Seen.IndexOf(("fsync-folder", index.PathOf("features/deep"))).ShouldBeInRange(linked, named);
        effects.Seen.IndexOf(("fsync-folder", index.PathOf("features"))).ShouldBeInRange(linked, named);
        effects.Seen.IndexOf(("fsync-folder", index.Folder)).ShouldBeInRange(linked, named);
    }

    [Fact]
    public void Add_NoLinksHere_Copies()
    {
        using var unlinked = new FolderArtifactStore(folder.File("home"), new WithoutLinks());
        var runs = new RunIndex(unlinked, "r");

        runs.Add(Put("a.bin", 1) with { Artifact = unlinked.Put(new byte[] { 9 }, "test/1") });

        File.ReadAllBytes(runs.PathOf("a.bin")).ShouldBe([9]);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("a//b")]
    [InlineData("run.json")]
    public void Add_NameOutsideTheFolder_Throws(string name) => Should.Throw<ArgumentException>(() => index.Add(Put(name, 1)));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void RunIndex_BadId_Throws(string id) => Should.Throw<ArgumentException>(() => new RunIndex(store, id));

    [Fact]
    public void Read_Damaged_NamesTheFile()
    {
        index.Add(Put("a.bin", 1));
        File.WriteAllText(index.PathOf("run.json"), "{");

        Should.Throw<ArtifactException>(() => index.Read()).Message.ShouldContain(index.PathOf("run.json"));
    }

    [Fact]
    public void Closure_Champion_ReachesAllItCameFromAndNothingElse()
    {
        var bars = Put("bars", 1);
        var universe = Put("universe", 2);
        var features = Put("features", 3, bars, universe);
        var labels = Put("labels", 4, bars);
        var model = Put("model", 5, features, labels);
        var other = Put("other", 6, features);

        var lineage = new Lineage([other, model, labels, features, universe, bars]);

        lineage.Closure([model.Artifact.Digest]).Select(f => f.Name).ShouldBe(["bars", "features", "labels", "model", "universe"]);
        lineage.Closure([universe.Artifact.Digest]).Select(f => f.Name).ShouldBe(["universe"]);
    }

    [Fact]
    public void Closure_InputInNoIndex_NamesTheHole()
    {
        var bars = Put("bars", 1);
        var features = Put("features", 3, bars);

        Should.Throw<ArtifactException>(() => new Lineage([features]).Closure([features.Artifact.Digest])).Message
            .ShouldContain($"{bars.Artifact.Sha256}, needed by features");
    }

    private RunFile Put(string name, byte content, params RunFile[] inputs) => new()
    {
        Name = name,
        Artifact = store.Put(new[] { content }, "test/1"),
        Activity = "Make",
        Inputs = [.. inputs.Select(i => i.Artifact.Digest).Order()],
        CodeVersion = Digest.OfBytes("code"u8),
        Started = Noon,
        Ended = Noon.AddSeconds(1),
        Host = "here",
        Synthetic = true,
        DryRun = false,
    };

    private sealed class WithoutLinks : IDurableFiles
    {
        private readonly DurableFiles real = new();

        public void Write(string path, Action<string> produce) => real.Write(path, produce);

        public void Fsync(string path, bool readOnly) => real.Fsync(path, readOnly);

        public void Rename(string from, string to) => real.Rename(from, to);

        public void FsyncFolder(string path) => real.FsyncFolder(path);

        public bool TryLink(string existing, string link) => false;

        public void Delete(string path) => real.Delete(path);
    }
}
