namespace Assay.Activities.Live;

/// <summary>Where the daily run's files lie below a home.</summary>
internal static class LiveFiles
{
    public const string Positions = "live/current_positions.csv";

    public const string History = "live/performance_history.csv";

    public const string Trades = "trades.csv";

    public const string Weights = "portfolio_weights.csv";

    public const string Signals = "signals.json";

    public const string MonitoringLog = "monitoring_log.json";

    public const string Report = "report.html";

    public const string PositionsSchema = "assay.live.positions/1";

    public const string HistorySchema = "assay.live.history/1";

    public const string DaySchema = "assay.live.day/1";

    public const string ReportSchema = "assay.report.daily/1";

    public static string FolderOf(string date) => $"live/{date}";
}
