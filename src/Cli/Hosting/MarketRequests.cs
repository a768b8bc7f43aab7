using Assay.Cli.Commands;
using Assay.Cli.Deployment;
using Assay.Cli.Screen;
using Assay.Workflows.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Cli.Hosting;

/// <summary>What workflows are told of the market that a command line names.</summary>
internal static class MarketRequests
{
    /// <summary>True where the market is generated, directly or by way of a snapshot.</summary>
    public static bool IsSynthetic(DataRequest request) => request is { BarsPath: null, Snapshot: null } or { Synthetic: true };

    /// <exception cref="MissingInputException">The home has no such snapshot.</exception>
    public static DataRequest Of(
        RunSettings settings, HomeFolder home, DeploymentFile deployment, ProgressLines progress, TimeProvider time, HostObservers observers)
    {
        var data = new DataRequest(settings.Market, settings.Data, settings.Membership, settings.Signal, settings.Start, settings.End);
        if (settings.Snapshot is null)
        {
            return data;
        }

        using var stores = HomeStores.Open(home, deployment, progress, NullLoggerFactory.Instance, time, observers);
        var (request, snapshot) = SnapshotFinder.Resolve(home.Path, stores.Runner.Store, settings.Snapshot, time.GetUtcNow());
        progress.Note($"snapshot {snapshot.Name}, number {snapshot.Sequence}, as of {request.AsOf:O}, prices {request.Adjustment}");
        return data with { Snapshot = request, Synthetic = snapshot.Synthetic };
    }
}
