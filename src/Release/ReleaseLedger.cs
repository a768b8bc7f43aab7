using System.Globalization;
using System.Text.Json;
using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Release.Manifest;
using Assay.Release.Signing;

namespace Assay.Release;

/// <summary>
/// The releases of one channel in a home: <c>versions/000001/</c> holds each release's envelope and bundles, <c>active.json</c> points to
/// the live one and is replaced as a whole. Earlier versions stay. Who reads the ledger to write what follows from it does both while he
/// holds it (<see cref="Hold"/>), so that two releases at once never take one version.
/// </summary>
public sealed class ReleaseLedger
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(10);
    private readonly HomeFiles files;
    private readonly string versions;
    private readonly string pointerPath;

    /// <param name="home">The home.</param>
    /// <param name="channel">See <see cref="Trust.TrustChannels"/>.</param>
    /// <param name="files">Writes durably.</param>
    public ReleaseLedger(string home, string channel, HomeFiles files)
    {
        this.files = files;
        Channel = channel;
        Folder = Path.Combine(home, "release", channel);
        versions = Path.Combine(Folder, "versions");
        pointerPath = Path.Combine(Folder, "active.json");
    }

    public string Channel { get; }

    public string Folder { get; }

    /// <summary>What is active, or null when nothing is.</summary>
    /// <exception cref="ReleaseException">The pointer is damaged.</exception>
    public ActivePointer? Active()
    {
        if (!File.Exists(pointerPath))
        {
            return null;
        }

        try
        {
            return CanonicalJson.Deserialize<ActivePointer>(File.ReadAllBytes(pointerPath));
        }
        catch (Exception cause) when (cause is JsonException or ArtifactException)
        {
            throw new ReleaseException($"The pointer {pointerPath} is damaged ({cause.Message}); restore it, or release again.", cause);
        }
    }

    /// <summary>Holds the ledger against every other thread and process until disposed of.</summary>
    /// <param name="patience">How long to wait for another holder.</param>
    /// <exception cref="ReleaseException">Another holder did not let go in time.</exception>
    public IDisposable Hold(TimeSpan patience)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, ".lock");
        for (var waited = TimeSpan.Zero; ; waited += AskAgainAfter)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < patience)
            {
                Thread.Sleep(AskAgainAfter);
            }
            catch (IOException cause)
            {
                throw new ReleaseException($"The release ledger {Folder} is in use by another release; try again when that has ended.", cause, isTransient: true);
            }
        }
    }

    /// <summary>Versions whose number is taken, ascending; one without a manifest was begun and never came about.</summary>
    public IReadOnlyList<int> Versions() => !Directory.Exists(versions)
        ? []
        : [.. Directory.EnumerateDirectories(versions)
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Where(version => version > 0)
            .Order()];

    /// <summary>The highest version written so far; 0 when there is none.</summary>
    public int LatestVersion() => Versions() is [.., var latest] ? latest : 0;

    /// <summary>The envelope of a version.</summary>
    /// <exception cref="ReleaseException">There is no such version.</exception>
    public byte[] ReadManifest(int version)
    {
        var path = ManifestPathOf(version);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException cause)
        {
            throw new ReleaseException($"Release {version} of the {Channel} channel has no manifest at {path}; restore it from a copy of the home.", cause);
        }
    }

    /// <summary>
    /// The version an earlier execution of the same invocation wrote, or null. What is read here is only matched by its invocation id;
    /// it is verified before it is used.
    /// </summary>
    public int? FindByInvocation(string invocationId)
    {
        var found = Versions().Reverse().FirstOrDefault(version => string.Equals(Peek(version)?.InvocationId, invocationId, StringComparison.Ordinal));
        return found == 0 ? null : found;
    }

    /// <summary>True when the version is active, or was until a later one took its place.</summary>
    public bool WasActive(int version)
    {
        var active = Active()?.Version ?? 0;
        return active == version || Versions().Any(later => later > version && later <= active && Peek(later)?.Previous?.Version == version);
    }

    /// <summary>What a version's manifest says, its signature not verified; null when the version has none.</summary>
    /// <exception cref="ReleaseException">The manifest is damaged.</exception>
    public ReleaseManifest? Peek(int version) => PeekStatement(version)?.Predicate;

    /// <summary>The same with its subjects.</summary>
    /// <exception cref="ReleaseException">The manifest is damaged.</exception>
    public Statement<ReleaseManifest>? PeekStatement(int version) => File.Exists(ManifestPathOf(version))
        ? Read(version, () => JsonSerializer.Deserialize<DsseEnvelope>(ReadManifest(version)))
        : null;

    /// <summary>
    /// The number under which an invocation signs. A number under which somebody signed is taken, even when the manifest never came to its
    /// place; only the invocation that began there goes on there, so that an interrupted release ends as an undisturbed one would.
    /// </summary>
    public int NextVersion(string invocationId)
    {
        var latest = LatestVersion();
        return latest > 0 && IsBegunBy(latest, invocationId) ? latest : latest + 1;
    }

    /// <summary>Digests of the candidates of a market that a rollback took out of service, up to a version, ascending.</summary>
    public IReadOnlyList<string> RolledBackSpecs(string market, int upToVersion)
    {
        var specs = new SortedSet<string>(StringComparer.Ordinal);
        for (var version = 2; version <= upToVersion; version++)
        {
            if (Peek(version) is { Decision: "rollback", Previous: { } previous } rollback
                && string.Equals(rollback.Market, market, StringComparison.Ordinal)
                && Peek(previous.Version) is { } replaced)
            {
                specs.Add(replaced.SpecSha256);
            }
        }

        return [.. specs];
    }

    /// <summary>
    /// Writes a version's files, the manifest last: a version without a manifest does not exist for a reader.
    /// </summary>
    public void Write(int version, byte[] manifest, IReadOnlyDictionary<string, byte[]> companions)
    {
        var folder = FolderOf(version);
        foreach (var (name, bytes) in companions.OrderBy(companion => companion.Key, StringComparer.Ordinal))
        {
            files.Replace(Path.Combine(folder, name), bytes);
        }

        files.Replace(ManifestPathOf(version), manifest);
    }

    /// <summary>
    /// Points to a version that was verified. A version that is not higher than the active one is refused, and so is one that was signed as
    /// the successor of another.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="manifest">Its envelope.</param>
    /// <param name="succeeds">What its manifest names as the release before it.</param>
    /// <exception cref="ReleaseException">The version is lower, the same number names another manifest, or another release came between.</exception>
    public void Activate(int version, byte[] manifest, PreviousRelease? succeeds)
    {
        var digest = Digest.OfBytes(manifest).ToString();
        var active = Active();
        if (active is not null && active.Version == version && string.Equals(active.ManifestSha256, digest, StringComparison.Ordinal))
        {
            return;
        }

        if (active is not null && active.Version >= version)
        {
            throw new ReleaseException(
                $"Release {version} is not higher than the active release {active.Version} of the {Channel} channel; sign a new, higher version.");
        }

        if (active?.Version != succeeds?.Version || !string.Equals(active?.ManifestSha256, succeeds?.ManifestSha256, StringComparison.Ordinal))
        {
            throw new ReleaseException(
                $"Release {version} was signed to follow {Name(succeeds?.Version)}, but {Name(active?.Version)} is active in the {Channel} channel by now; release again.");
        }

        files.Replace(pointerPath, CanonicalJson.Serialize(new ActivePointer(ActivePointer.SchemaId, version, digest)));
    }

    /// <summary>True when the version has no manifest, and nothing in its folder was signed by another invocation.</summary>
    private bool IsBegunBy(int version, string invocationId) =>
        !File.Exists(ManifestPathOf(version))
        && Directory.EnumerateFiles(FolderOf(version), "*" + SigstoreBundle.FileEnding).All(path => string.Equals(
            Read(version, () => JsonSerializer.Deserialize<SigstoreBundle>(File.ReadAllBytes(path))?.DsseEnvelope)?.Predicate.InvocationId,
            invocationId,
            StringComparison.Ordinal));

    private static string Name(int? version) => version is { } number ? string.Create(CultureInfo.InvariantCulture, $"release {number}") : "no release";

    private static Statement<ReleaseManifest>? Read(int version, Func<DsseEnvelope?> envelope)
    {
        try
        {
            return envelope() is { } found
                ? CanonicalJson.Deserialize<Statement<ReleaseManifest>>(Convert.FromBase64String(found.Payload))
                : null;
        }
        catch (Exception cause) when (cause is JsonException or FormatException or ArtifactException)
        {
            throw new ReleaseException($"The manifest of release {version} is damaged ({cause.Message}); restore it from a copy of the home.", cause);
        }
    }

    private string ManifestPathOf(int version) => Path.Combine(FolderOf(version), "manifest.dsse.json");

    private string FolderOf(int version) => Path.Combine(versions, version.ToString("d6", CultureInfo.InvariantCulture));
}
