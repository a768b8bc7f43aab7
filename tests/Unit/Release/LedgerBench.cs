using Assay.Artifacts.Durability;
using Assay.Release;
using Assay.Release.Trust;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Release;

/// <summary>A release ledger in a folder of its own, and who signs in it.</summary>
internal sealed class LedgerBench : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HomeFiles files;

    public LedgerBench()
    {
        files = new HomeFiles(folder.Path);
        Ledger = new ReleaseLedger(folder.Path, TrustChannels.Development, files);
    }

    public string Home => folder.Path;

    public ReleaseLedger Ledger { get; }

    public SignedReleaseSample Sample { get; } = new();

    public void Dispose()
    {
        Sample.Dispose();
        files.Dispose();
        folder.Dispose();
    }
}
