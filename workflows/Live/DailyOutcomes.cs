namespace Assay.Workflows.Live;

/// <summary>The regular ends of a daily run.</summary>
public static class DailyOutcomes
{
    /// <summary>The day's folder stands below <c>live/</c>.</summary>
    public const string Published = "published";

    /// <summary>Recommended for looking at; nothing was published.</summary>
    public const string DryRun = "dry_run";

    /// <summary>The exchange has no session on that day.</summary>
    public const string NoSession = "no_session";

    /// <summary>The exchange has a session on that day, and the data do not have it: they are late or incomplete, and nothing is scored.</summary>
    public const string NoData = "no_data";

    /// <summary>No release is active.</summary>
    public const string NoRelease = "no_release";

    /// <summary>The active release was made from another market.</summary>
    public const string OtherMarket = "other_market";
}
