using System.Globalization;
using System.Text;
using Assay.Activities.Contracts.Live;
using Assay.Activities.Stages;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Live;
using Assay.Live.Positions;
using Temporalio.Activities;

namespace Assay.Activities.Live;

/// <inheritdoc cref="ILiveActivities"/>
public sealed class LiveActivities(StageRunner runner, string home, HomeFiles files) : ILiveActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<LiveState> ReadStateAsync(ReadLiveState request) =>
        runner.EffectAsync(nameof(ReadLiveState), request.Date, _ => ReadState(request));

    /// <inheritdoc/>
    [Activity]
    public Task<PublishedDay> PublishDayAsync(PublishDay request) =>
        runner.EffectAsync(nameof(PublishDay), request.Date, _ => Publish(request));

    private LiveState ReadState(ReadLiveState request)
    {
        var date = TradingDate.Parse(request.Date);
        var capital = runner.Settings(request.Stage).Live.InitialCapital;
        var warnings = new List<string>();
        var positions = new PortfolioPositions([], capital);
        if (ReadText(LiveFiles.Positions) is { } text)
        {
            positions = PositionsFile.Parse(text, LiveFiles.Positions, capital);
            if (positions is { Cash: 0, Shares.Count: > 0 })
            {
                warnings.Add($"{LiveFiles.Positions} names no cash ({PositionsFile.CashSymbol}), so purchases are paid by sales alone.");
            }
        }
        else
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{LiveFiles.Positions} is missing, so the portfolio is taken as empty, with {capital:n0} in cash."));
        }

        var history = ReadHistory().Where(day => day.Date < date).ToList();
        return new LiveState(
            PutText(PositionsFile.Write(positions), LiveFiles.PositionsSchema),
            PutText(PerformanceHistory.Write(history), LiveFiles.HistorySchema),
            warnings);
    }

    /// <summary>The day's files first and the history last, so that a day in the history has its folder.</summary>
    private PublishedDay Publish(PublishDay request)
    {
        var folder = LiveFiles.FolderOf(request.Date);
        var daily = request.Daily;
        (string Name, ArtifactRef Artifact)[] entries =
        [
            (LiveFiles.Trades, daily.Trades),
            (LiveFiles.Weights, daily.Weights),
            (LiveFiles.Signals, daily.Signals),
            (LiveFiles.MonitoringLog, daily.MonitoringLog),
            (LiveFiles.Report, daily.Report),
        ];
        foreach (var (name, artifact) in entries)
        {
            files.Replace(PathOf($"{folder}/{name}"), runner.Store.Read(artifact));
        }

        var history = PerformanceHistory.With(ReadHistory(), runner.Store.ReadJson<PerformanceDay>(daily.Day));
        files.Replace(PathOf(LiveFiles.History), Encoding.UTF8.GetBytes(PerformanceHistory.Write(history)));
        return new PublishedDay(folder);
    }

    private IReadOnlyList<PerformanceDay> ReadHistory() =>
        ReadText(LiveFiles.History) is { } text ? PerformanceHistory.Parse(text, LiveFiles.History) : [];

    private string? ReadText(string name)
    {
        var path = PathOf(name);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LiveException($"{path} cannot be read ({cause.Message.TrimEnd('.')}); check its permissions.", cause);
        }
    }

    private ArtifactRef PutText(string text, string schema) => runner.Store.Put(Encoding.UTF8.GetBytes(text), schema);

    private string PathOf(string name) => Path.Combine(home, name.Replace('/', Path.DirectorySeparatorChar));
}
