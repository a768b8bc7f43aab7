using System.Text.RegularExpressions;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Runs;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Trust;
using Assay.Release.Verification;

namespace Assay.Tests.Chaos;

/// <summary>What lies in a home between the lives of its host, read without touching it unless said otherwise.</summary>
internal sealed partial class ChaosHome(string path)
{
    private readonly ArtifactPaths paths = new(path);

    public string Path => path;

    /// <summary>The key under which a computation's memo or record lies, by the name under which the host told of it.</summary>
    public static string RecordOf(string executed)
    {
        var effect = executed.Split('/');
        return effect.Length == 2 ? EffectStore.KeyOf(effect[0], effect[1]).Hex : executed;
    }

    /// <summary>Keys of the activities that are finished: their memo, or their record, has its name.</summary>
    public IReadOnlySet<string> Finished() => Records().Select(record => System.IO.Path.GetFileNameWithoutExtension(record)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Paths of all memos and records of effects.</summary>
    public IReadOnlyList<string> Records() => [.. FilesIn(System.IO.Path.Combine(paths.Root, "memo")), .. FilesIn(System.IO.Path.Combine(paths.Root, "effects"))];

    /// <summary>Every object has the digest that is its name.</summary>
    public void ShouldHoldWholeObjectsOnly()
    {
        foreach (var file in FilesIn(System.IO.Path.Combine(paths.Root, "objects")))
        {
            var name = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) + System.IO.Path.GetFileName(file);
            Digest.OfBytes(File.ReadAllBytes(file)).Hex.ShouldBe(name);
        }
    }

    /// <summary>The active version, whose pointer is whole and names a manifest that is there; null where nothing is active.</summary>
    public int? ActiveVersion()
    {
        var release = System.IO.Path.Combine(path, "release", TrustChannels.Development);
        var file = System.IO.Path.Combine(release, "active.json");
        if (!File.Exists(file))
        {
            return null;
        }

        var pointer = CanonicalJson.Deserialize<ActivePointer>(File.ReadAllBytes(file));
        var manifest = System.IO.Path.Combine(release, "versions", $"{pointer.Version:d6}", "manifest.dsse.json");
        Digest.OfBytes(File.ReadAllBytes(manifest)).Hex.ShouldBe(pointer.ManifestSha256);
        return pointer.Version;
    }

    /// <summary>Versions that have a manifest.</summary>
    public int ReleasedVersions() => Directory.EnumerateFiles(
        System.IO.Path.Combine(path, "release", TrustChannels.Development, "versions"), "manifest.dsse.json", SearchOption.AllDirectories).Count();

    /// <summary>Signatures, approvals, waivers, and the digest of every file of the lineage of the active release hold.</summary>
    public ReleaseManifest VerifyActive()
    {
        using var files = new HomeFiles(path);
        using var store = new FolderArtifactStore(path);
        var ledger = new ReleaseLedger(path, TrustChannels.Development, files);
        var now = DateTimeOffset.UtcNow;
        var verifier = new ReleaseVerifier(new DevelopmentTrust(path, files).Load(now).Policy, store.Read);
        return verifier.Verify(ledger.ReadManifest(ledger.Active()!.Version), now);
    }

    /// <summary>Nothing is left that was in the making.</summary>
    public void ShouldHoldNoTemporaryFiles()
    {
        FilesIn(paths.Scratch).ShouldBeEmpty();
        Directory.EnumerateDirectories(paths.Scratch).ShouldBeEmpty();
        FilesIn(paths.Root)
            .Select(file => System.IO.Path.GetRelativePath(paths.Root, file))
            .Where(file => !KnownFile().IsMatch(file))
            .ShouldBeEmpty();
    }

    /// <summary>Runs in the order of their start.</summary>
    public IReadOnlyList<string> Runs()
    {
        using var store = new FolderArtifactStore(path);
        return RunIndex.List(store);
    }

    /// <summary>
    /// The content artifacts of a run, one line each: name and digest. What carries time or randomness by nature (approvals, waivers, the
    /// manifest) is left out. Each file lies in the run's folder as its index says.
    /// </summary>
    public IReadOnlyList<string> Contents(string run)
    {
        using var store = new FolderArtifactStore(path);
        var index = new RunIndex(store, run);
        var files = index.Read();
        foreach (var file in files)
        {
            Digest.OfBytes(File.ReadAllBytes(index.PathOf(file.Name))).ShouldBe(file.Artifact.Digest, file.Name);
        }

        return [.. files.Where(file => !file.Name.StartsWith("release/", StringComparison.Ordinal)).Select(file => $"{file.Name} {file.Artifact.Sha256}")];
    }

    /// <summary>Names of the ceremony files of a run.</summary>
    public IReadOnlyList<string> Ceremony(string run)
    {
        using var store = new FolderArtifactStore(path);
        return [.. new RunIndex(store, run).Read().Select(file => file.Name).Where(name => name.StartsWith("release/", StringComparison.Ordinal))];
    }

    /// <summary>The day's files and the history of days, one line each: path and digest.</summary>
    public IReadOnlyList<string> LiveFiles() => [.. FilesIn(System.IO.Path.Combine(path, "live"))
        .Select(file => $"{System.IO.Path.GetRelativePath(path, file)} {Digest.OfBytes(File.ReadAllBytes(file)).Hex}")];

    private static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    [GeneratedRegex("^(objects/sha256/[0-9a-f]{2}/[0-9a-f]{62}|(memo|effects)/[0-9a-f]{2}/[0-9a-f]{64}\\.json|runs/.*)$")]
    private static partial Regex KnownFile();
}
