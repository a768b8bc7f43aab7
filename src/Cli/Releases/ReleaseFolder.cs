using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Domain;
using Assay.Release;
using Assay.Release.Manifest;
using Assay.Release.Trust;
using Assay.Release.Verification;

namespace Assay.Cli.Releases;

/// <summary>The releases of a home as they lie there. Looking at them needs no workflow engine.</summary>
internal sealed class ReleaseFolder : IDisposable
{
    private readonly HomeFiles files;
    private readonly ArtifactStore store;

    private ReleaseFolder(HomeFolder home, HomeFiles files, ArtifactStore store)
    {
        Home = home;
        this.files = files;
        this.store = store;
        Ledger = new ReleaseLedger(home.Path, TrustChannels.Development, files);
        Trust = new DevelopmentTrust(home.Path, files);
    }

    public HomeFolder Home { get; }

    public ReleaseLedger Ledger { get; }

    public DevelopmentTrust Trust { get; }

    /// <exception cref="MissingInputException">There is no such home.</exception>
    /// <exception cref="HomeException">It cannot be used.</exception>
    public static ReleaseFolder Open(string path, HostObservers observers)
    {
        if (!Directory.Exists(path))
        {
            throw new MissingInputException($"There is no home {path}; name an existing one with --home.");
        }

        var home = HomeFolder.Open(path);
        var durable = new DurableFiles(observers.Effects);
        return new ReleaseFolder(
            home,
            new HomeFiles(path, durable),
            ArtifactStores.Open(home, DeploymentFile.Read(path, Checkout.Folder), durable, TimeProvider.System, warn: null));
    }

    /// <summary>Verifies every signature, approval, waiver and digest of a version.</summary>
    /// <exception cref="AssayException">Something does not hold; the message names it.</exception>
    public ReleaseManifest Verify(int version, DateTimeOffset asOf)
    {
        var envelope = Ledger.ReadManifest(version);
        if (Ledger.Active() is { } active
            && active.Version == version
            && !string.Equals(Digest.OfBytes(envelope).ToString(), active.ManifestSha256, StringComparison.Ordinal))
        {
            throw new ReleaseException($"The manifest of release {version} is not the one the active pointer names; restore it from the store, or roll back.");
        }

        return new ReleaseVerifier(Trust.Load(asOf).Policy, store.Read).Verify(envelope, asOf);
    }

    public void Dispose()
    {
        files.Dispose();
        store.Dispose();
    }
}
