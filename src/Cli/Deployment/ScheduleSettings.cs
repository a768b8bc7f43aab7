namespace Assay.Cli.Deployment;

/// <summary>Jobs that the service starts by itself. <c>assay schedules apply</c> makes it so.</summary>
internal sealed record ScheduleSettings
{
    /// <summary>Market identifier code of the exchange whose time zone and sessions hold, such as <c>XNYS</c>.</summary>
    public string Exchange { get; init; } = "XNYS";

    /// <summary><c>snapshot:NAME</c>, the present one when a job begins; or a file of daily bars, relative to the folder of this file; null for the synthetic market.</summary>
    public string? Data { get; init; }

    /// <summary>A file of dated index membership, relative to the folder of this file; null where there is none.</summary>
    public string? Membership { get; init; }

    /// <summary><c>quick</c> or <c>full</c>, for selections.</summary>
    public string Profile { get; init; } = "full";

    /// <summary>What is new at the vendors, into the snapshot of <see cref="Data"/>: every session, after its close and before the daily run.</summary>
    public ScheduledJob? Fetch { get; init; }

    /// <summary>What is fetched: some of bars, actions, fundamentals, series, sentiment.</summary>
    public IReadOnlyList<string> FetchDatasets { get; init; } = ["bars", "actions"];

    /// <summary><c>known</c>: all that the snapshot has bars of; <c>members</c>: of the index, as the snapshot knows them.</summary>
    public string FetchSymbols { get; init; } = "known";

    /// <summary>Recommendations of a session, after its close.</summary>
    public ScheduledJob? Daily { get; init; }

    /// <summary>A selection with its report; it releases nothing.</summary>
    public ScheduledJob? Selection { get; init; }

    /// <summary>The active release verified anew.</summary>
    public ScheduledJob? Audit { get; init; }

    /// <summary>Whether the active model is to be trained anew and, where it is, a selection whose champion waits for people.</summary>
    public ScheduledJob? Retrain { get; init; }
}
