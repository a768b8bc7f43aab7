using System.Text;
using Assay.Artifacts.Parquet;
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
            Write(path, account);
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

    /// <summary>Writes beside the file and puts it in its place when it is whole.</summary>
    private static void Write(string path, AccountPositions account)
    {
        var table = PositionsTable.ToTable(account);
        var aside = path + ".new";
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
            if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                File.WriteAllText(aside, PositionsTable.ToCsv(table), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }
            else
            {
                using var files = new ParquetFiles(folder);
                files.Write(table, aside);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MissingInputException($"{path} cannot be written ({fault.Message}); give another --output.");
        }
    }
}
