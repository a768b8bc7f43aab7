using System.Diagnostics;
using System.Text.Json;
using Assay.Artifacts;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.Tests.Chaos.Host;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos;

/// <summary>Fetches that are killed and go on, and what must hold after each life and at the end.</summary>
/// <param name="root">Folder of the configuration.</param>
/// <param name="vendors">Whom it points to.</param>
internal sealed class FetchSeries(string root, FetchVendors vendors)
{
    private const string Name = "m";
    private const string Request = "request";
    private const int MostKills = 3;
    private static readonly string[] Symbols = ["AAA", "BBB", "CCC", "DDD"];
    private static readonly string[] Kinds = [Request, "write", "fsync", "rename", "fsync-folder", "commit"];
    private static readonly string[] Command =
        ["data", "fetch", "--snapshot", Name, "--symbols", string.Join(',', Symbols), "--from", "2024-01-02", "--to", "2024-02-29", "--wait-hours", "0"];

    // The watermarks move last: whatever is left to do then is to say so.
    private static readonly KillPoint End = new("rename", "after", 1, "watermarks.json");

    /// <param name="Events">Number of events by kind.</param>
    /// <param name="Content">What is known then.</param>
    internal sealed record Undisturbed(IReadOnlyDictionary<string, int> Events, IReadOnlyList<string> Content);

    public async Task<Undisturbed> UndisturbedAsync(string path)
    {
        var life = await Life.CommandAsync(root, path, null, Command);
        life.ExitCode.ShouldBe(0, life.Output);
        vendors.Asked.Order(StringComparer.Ordinal).ShouldBe([.. Symbols.Select(symbol => $"stooq {symbol}"), .. Symbols.Select(symbol => $"tiingo {symbol}")]);
        var events = life.Journal.Where(entry => entry.Moment == "before").GroupBy(entry => entry.Kind, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Count(), StringComparer.Ordinal);
        events[Request] = vendors.Asked.Count;
        return new Undisturbed(events, Content(path));
    }

    /// <returns>A word on the lives.</returns>
    public async Task<string> RunAsync(int seed, string path, Undisturbed undisturbed)
    {
        var random = new Random(20251121 + seed);
        var home = new ChaosHome(path);
        var points = Enumerable.Range(0, 1 + random.Next(MostKills)).Select(number => Draw(random, number, undisturbed.Events)).ToList();
        var story = new List<string>();
        foreach (var point in points)
        {
            var finished = Finished(home);
            var before = vendors.Asked.Count;
            var life = await LiveAsync(home, point);
            life.WasKilled.ShouldBeTrue($"seed {seed}: {life.Output}");
            Check(home, seed, finished, before);
            story.Add($"{point.Moment} {point.Kind} {point.Ordinal}");
            if (File.Exists(WatermarkFile.PathIn(path, Name)))
            {
                break;
            }
        }

        while (!File.Exists(WatermarkFile.PathIn(path, Name)))
        {
            var finished = Finished(home);
            var before = vendors.Asked.Count;
            var last = await LiveAsync(home, null);
            last.WasKilled.ShouldBeTrue($"seed {seed}: {last.Output}");
            Check(home, seed, finished, before);
        }

        Content(path).ShouldBe(undisturbed.Content, $"seed {seed}: {string.Join(", ", story)}");
        return $"seed {seed}: {string.Join(", ", story)}";
    }

    /// <summary>Anywhere in the fetch at first, soon after it goes on later.</summary>
    private static KillPoint Draw(Random random, int number, IReadOnlyDictionary<string, int> events)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var most = number == 0 ? events[kind] : Math.Max(1, events[kind] / 3);
        return new KillPoint(kind, random.Next(2) == 0 ? "before" : "after", 1 + random.Next(most));
    }

    /// <summary>The command, or where the fetch had begun, the home hosted again; it ends at the point, or where the watermarks have moved.</summary>
    private async Task<Life> LiveAsync(ChaosHome home, KillPoint? point)
    {
        var asked = vendors.Asked.Count;
        Process? process = null;
        vendors.Before = number => KillAt("before", number);
        vendors.After = number => KillAt("after", number);
        IReadOnlyList<KillPoint> points = point is null or { Kind: Request } ? [End] : [point, End];
        return await Life.WatchedAsync(root, home.Path, points, started => process = started, await HasBegunAsync(home) ? ["serve"] : Command);

        void KillAt(string moment, int number)
        {
            if (point is { Kind: Request } && moment == point.Moment && number - asked >= point.Ordinal)
            {
                process!.Kill();
            }
        }
    }

    private void Check(ChaosHome home, int seed, IReadOnlySet<string> finished, int before)
    {
        var repeated = vendors.Asked.Skip(before).Where(request => finished.Contains(request.Split(' ')[1])).ToList();
        repeated.ShouldBeEmpty($"seed {seed}: asked again for what had been answered and kept");
        home.ShouldHoldWholeObjectsOnly();
        var pointer = SnapshotCatalog.Find(home.Path, Name);
        var marks = WatermarkFile.Read(home.Path, Name);
        marks.Problem.ShouldBeNull();
        if (pointer is null)
        {
            marks.Document.ShouldBeNull($"seed {seed}: watermarks of a snapshot that is not there");
            return;
        }

        using var store = new FolderArtifactStore(home.Path);
        SnapshotReader.Open(store, pointer.Snapshot).RawBars(DateTimeOffset.MaxValue).RowCount.ShouldBe(Symbols.Length * 41, $"seed {seed}: half a snapshot");
        (marks.Document?.Sequence ?? 0).ShouldBeLessThanOrEqualTo(pointer.Sequence);
    }

    /// <summary>Symbols whose bars were answered and are kept.</summary>
    private static HashSet<string> Finished(ChaosHome home) =>
    [
        .. home.Records().Select(record =>
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(record));
            return document.RootElement.GetProperty("content").TryGetProperty("activity_id", out var id) ? id.GetString()!.Split('/') : [];
        }).Where(id => id is ["fetch", "bars", ..]).Select(id => id[2]),
    ];

    /// <summary>What the snapshot holds and how far it was asked for, without the instants of the fetch.</summary>
    private static IReadOnlyList<string> Content(string path)
    {
        using var store = new FolderArtifactStore(path);
        var snapshot = Snapshot.Read(store, SnapshotCatalog.Find(path, Name)!.Snapshot);
        return
        [
            .. snapshot.Datasets.OrderBy(dataset => dataset.Key, StringComparer.Ordinal).SelectMany(dataset => dataset.Value, (dataset, partition) => $"{dataset.Key} {partition.FirstDate} {partition.LastDate} {partition.Table.Sha256}"),
            $"quality {snapshot.Quality!.Verdict} {snapshot.Quality.Report.Sha256}",
            .. snapshot.Degraded,
            .. WatermarkFile.Read(path, Name).Document!.Marks.Select(mark => $"{mark.Dataset} {mark.Key} {mark.First} {mark.Through} {mark.Absent.Count}"),
        ];
    }

    /// <summary>Whether the fetch is in the home's history. Read from a copy: opening the file itself would be a life of its own.</summary>
    private static async Task<bool> HasBegunAsync(ChaosHome home)
    {
        var history = Path.Combine(home.Path, "state", "history.db");
        if (!File.Exists(history))
        {
            return false;
        }

        var copy = $"{home.Path}.{Guid.NewGuid():N}.db";
        foreach (var suffix in (string[])["", "-wal"])
        {
            if (File.Exists(history + suffix))
            {
                File.Copy(history + suffix, copy + suffix);
            }
        }

        using var server = new ListeningServer(copy);
        await foreach (var _ in server.Client.ListWorkflowsAsync(""))
        {
            return true;
        }

        return false;
    }
}
