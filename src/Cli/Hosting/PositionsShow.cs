using Assay.Artifacts.Export;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
using Assay.Cli.Screen;
using Assay.MarketData.Accounts;

namespace Assay.Cli.Hosting;

/// <summary>Derives positions from the fills of a home's snapshot and shows them. It only reads the home, so nobody needs to hold it.</summary>
internal static class PositionsShow
{
    /// <exception cref="MissingInputException">There is no such snapshot, or it knew no fills, or no statement to compare with.</exception>
    public static int Execute(DataPositionsSettings settings)
    {
        using var opened = OpenedSnapshot.Open(settings.Home, settings.Snapshot, settings.Sequence);
        var (snapshot, reader) = (opened.Snapshot, opened.Reader);
        var asOf = settings.AsOf ?? snapshot.KnownThrough;
        var calendar = opened.Calendar();
        var account = PositionDerivation.Read(reader, asOf, calendar);
        if (account.Positions.Count + account.Refused.Count == 0)
        {
            throw new MissingInputException($"No fills were known at {asOf:yyyy-MM-dd'T'HH:mm:ss'Z'} in the snapshot {snapshot.Name}; import them with 'assay data import --fills FILE', or give a later --as-of.");
        }

        var reconciliation = settings.Reconcile
            ? PositionReconciliation.Read(reader, asOf, calendar) ?? throw new MissingInputException(
                $"No statement of positions was known at {asOf:yyyy-MM-dd'T'HH:mm:ss'Z'} in the snapshot {snapshot.Name}; import one with 'assay data import --positions FILE'.")
            : null;
        if (settings.Output is { } path)
        {
            var format = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? TableFormat.Csv : TableFormat.Parquet;
            WholeFile.Write(path, replace: true, aside => TableExport.Write(PositionsTable.ToTable(account), aside, format));
        }

        var view = PositionsView.Of(account, snapshot, reconciliation);
        if (settings.Json)
        {
            JsonOutput.Write(view);
        }
        else
        {
            PositionsTables.Write(Consoles.Standard(toError: false), view);
        }

        return reconciliation is { Differences.Count: > 0 } ? ExitCode.GateSaidNo : ExitCode.Done;
    }
}
