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
/// the live one and is replaced as a whole. Earlier versions stay.
/// </summary>
public sealed class ReleaseLedger
{
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

    /// <summary>The highest version written so far; 0 when there is none.</summary>
    public int LatestVersion()
    {
        var latest = 0;
        if (Directory.Exists(versions))
        {
            foreach (var folder in Directory.EnumerateDirectories(versions))
            {
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                {
                    latest = Math.Max(latest, version);
                }
            }
        }

        return latest;
    }

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
        var latest = LatestVersion();
        return latest > 0 && string.Equals(Peek(latest)?.InvocationId, invocationId, StringComparison.Ordinal) ? latest : null;
    }

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

    /// <summary>Points to a version that was verified. A version that is not higher than the active one is refused.</summary>
    /// <exception cref="ReleaseException">The version is lower, or the same number names another manifest.</exception>
    public void Activate(int version, byte[] manifest)
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

        files.Replace(pointerPath, CanonicalJson.Serialize(new ActivePointer(ActivePointer.SchemaId, version, digest)));
    }

    /// <summary>True when the version has no manifest, and nothing in its folder was signed by another invocation.</summary>
    private bool IsBegunBy(int version, string invocationId) =>
        !File.Exists(ManifestPathOf(version))
        && Directory.EnumerateFiles(FolderOf(version), "*" + SigstoreBundle.FileEnding).All(path => string.Equals(
            Read(version, () => JsonSerializer.Deserialize<SigstoreBundle>(File.ReadAllBytes(path))?.DsseEnvelope)?.InvocationId,
            invocationId,
            StringComparison.Ordinal));

    /// <summary>What a version's manifest says, its signature not verified; null when the version has none.</summary>
    private ReleaseManifest? Peek(int version) => File.Exists(ManifestPathOf(version))
        ? Read(version, () => JsonSerializer.Deserialize<DsseEnvelope>(ReadManifest(version)))
        : null;

    private static ReleaseManifest? Read(int version, Func<DsseEnvelope?> envelope)
    {
        try
        {
            return envelope() is { } found
                ? CanonicalJson.Deserialize<Statement<ReleaseManifest>>(Convert.FromBase64String(found.Payload)).Predicate
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
