using System.Globalization;
using Assay.Activities.Reports;
using Assay.Artifacts.Json;
using Assay.Artifacts.Tables;
using Assay.Cli.Commands;
using Assay.Cli.Commands.Data;
using Assay.Cli.Screen;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Reporting.Pages;

namespace Assay.Cli.Hosting;

/// <summary>Judges files and snapshots. It only reads, so nobody needs to hold a home, and files need none.</summary>
internal sealed class DataCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly DataCheckSettings settings;
    private readonly MarketConfiguration configuration;
    private readonly ProgressLines progress = new(TimeProvider.System);
    private readonly HashSet<string> stems = new(StringComparer.Ordinal);
    private readonly CancellationToken cancellationToken;

    private DataCheck(DataCheckSettings settings, CancellationToken cancellationToken)
    {
        this.settings = settings;
        this.cancellationToken = cancellationToken;
        configuration = Checkout.Settings().Market;
    }

    /// <returns>0 where everything passes or is degraded, 3 where anything fails.</returns>
    public static async Task<int> ExecuteAsync(DataCheckSettings settings, CancellationToken cancellationToken)
    {
        var checks = await new DataCheck(settings, cancellationToken).JudgeAsync();
        if (settings.Json)
        {
            JsonOutput.Write(new CheckedData(checks.Select(check => check.Summary).ToList()));
        }
        else
        {
            var console = Consoles.Standard(toError: false);
            foreach (var check in checks)
            {
                QualityTables.Write(console, check.View, check.Summary);
            }
        }

        return checks.Exists(check => check.Summary.Report.Verdict == QualityVerdict.Fail) ? ExitCode.GateSaidNo : ExitCode.Done;
    }

    private async Task<List<(CheckedSubject Summary, QualityView View)>> JudgeAsync()
    {
        var second = settings.Against is { } path ? ObservedBars.ToRaw((await ReadAsync(path, ImportKind.Bars, null)).Bars) : null;
        var checks = new List<(CheckedSubject, QualityView)>();
        foreach (var file in settings.Files)
        {
            var data = await ReadAsync(file, settings.Kind, settings.Symbol);
            var result = await PatientlyAsync($"checking {file}", () => JudgeFile(file, data.Bars, second));
            string[] remarks = [$"Read as {data.Data.Form}.", .. data.Data.Remarks, .. data.Data.Degraded, .. Against()];
            checks.Add(Show(file, Path.GetFileName(file), result, remarks, synthetic: false));
        }

        foreach (var choice in settings.Snapshots)
        {
            checks.Add(await PatientlyAsync($"checking the snapshot {choice.Name}", () => JudgeSnapshot(choice, second)));
        }

        return checks;
    }

    private Task<(ImportedData Data, Table Bars)> ReadAsync(string path, ImportKind kind, string? symbol) => PatientlyAsync($"reading {path}", () =>
    {
        var rules = new ImportRules { Kind = kind, Source = "file:" + Path.GetFileName(path), Symbol = symbol };
        var data = MarketImport.Read(path, rules, configuration.Import, settings.Calendar);
        var bars = data.Tables.FirstOrDefault(table => string.Equals(table.SchemaId, MarketDataSchemas.ObservedBars, StringComparison.Ordinal));
        return (data, bars ?? throw new MarketDataException($"{path} holds no daily bars; give a file of bars."));
    });

    private QualityResult JudgeFile(string path, Table bars, Table? second)
    {
        var raw = ObservedBars.ToRaw(bars);
        if (settings.AsOf is { } asOf)
        {
            CheckCovers(settings.Calendar, asOf);
            raw = KnownAt(path, bars, raw, asOf);
        }

        return QualityGate.Inspect(raw, configuration.Quality, new QualityContext { Calendar = settings.Calendar, AsOf = settings.AsOf, SecondSource = second });
    }

    /// <summary>Outside its years the calendar cannot say how old the data are.</summary>
    private static void CheckCovers(ExchangeCalendar calendar, DateTimeOffset asOf)
    {
        try
        {
            _ = calendar.LastClosed(asOf);
        }
        catch (MarketDataException fault)
        {
            throw new UsageException("--as-of: " + fault.Message);
        }
    }

    /// <summary>Leaves out the sessions that were not over by then.</summary>
    private static Table KnownAt(string path, Table bars, Table raw, DateTimeOffset asOf)
    {
        var known = bars.Instant(ObservedDataset.KnownAt);
        var dates = raw.Date("date");
        var last = -1;
        for (var row = 0; row < known.Length; row++)
        {
            last = known[row] <= InstantColumn.MicrosecondsOf(asOf) ? row : last;
        }

        return last >= 0
            ? SessionRange.Cut(raw, null, new Domain.TradingDate(dates[last]))
            : throw new MissingInputException($"{path} has no bars of sessions that were over at {asOf:yyyy-MM-dd'T'HH:mm:ss'Z'}; give a later --as-of.");
    }

    private (CheckedSubject Summary, QualityView View) JudgeSnapshot(SnapshotChoice choice, Table? second)
    {
        using var opened = OpenedSnapshot.Open(settings.Home, choice.Name, choice.Sequence);
        var snapshot = opened.Snapshot;
        var calendar = opened.Calendar() ?? settings.Calendar;
        if (choice.AsOf is { } asOf)
        {
            CheckCovers(calendar, asOf);
        }

        var result = SnapshotGate.Inspect(opened.Reader, choice.AsOf ?? snapshot.KnownThrough, configuration.Quality, calendar, choice.AsOf, second);
        var subject = string.Create(CultureInfo.InvariantCulture, $"{SnapshotChoice.Prefix}{snapshot.Name}@{snapshot.Sequence}");
        string[] remarks = [$"Sources: {string.Join(", ", snapshot.Sources)}.", .. snapshot.Degraded, .. Against()];
        return Show(subject, string.Create(CultureInfo.InvariantCulture, $"{snapshot.Name}@{snapshot.Sequence}"), result, remarks, snapshot.Synthetic);
    }

    private string[] Against() => settings.Against is { } path ? [$"Closes compared with {path}."] : [];

    private (CheckedSubject Summary, QualityView View) Show(string subject, string stem, QualityResult result, IReadOnlyList<string> remarks, bool synthetic)
    {
        var view = QualityViewComposer.Compose(subject, result, remarks, synthetic);
        string? page = null;
        if (settings.Output is { } folder)
        {
            // Files of one name from two folders do not take each other's place.
            var plain = stem;
            for (var number = 2; !stems.Add(stem); number++)
            {
                stem = string.Create(CultureInfo.InvariantCulture, $"{plain}-{number}");
            }

            page = Path.Combine(folder, stem + ".quality.html");
            Keep(folder, Path.Combine(folder, stem + ".quality.json"), CanonicalJson.Serialize(result.Report));
            Keep(folder, page, QualityPage.Draw(view));
        }

        return (new CheckedSubject(subject, remarks, page, result.Report), view);
    }

    private static void Keep(string folder, string path, byte[] bytes)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MissingInputException($"--output: {folder} cannot take the reports ({fault.Message.TrimEnd('.')}); name a folder that can be written.");
        }
    }

    /// <summary>Says what is done where it takes long, and again as often.</summary>
    private async Task<T> PatientlyAsync<T>(string doing, Func<T> work)
    {
        var running = Task.Run(work, cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(Patience, cancellationToken)) != running)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Note(doing + " …");
        }

        return await running;
    }
}
