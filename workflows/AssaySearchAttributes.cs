using Temporalio.Common;

namespace Assay.Workflows;

/// <summary>The search attributes that every workflow of Assay carries, and the keys of its memo: what a person filters and reads lists by.</summary>
public static class AssaySearchAttributes
{
    /// <summary>The stage that runs now or ran last, such as <c>selection</c>; the names stand in <see cref="RunStages"/>.</summary>
    public static readonly SearchAttributeKey<string> Stage = SearchAttributeKey.CreateKeyword("AssayStage");

    /// <summary>The release it made or worked with, channel and version: <c>development-3</c>.</summary>
    public static readonly SearchAttributeKey<string> Release = SearchAttributeKey.CreateKeyword("AssayRelease");

    /// <summary>The instant as of which data and releases are read, UTC.</summary>
    public static readonly SearchAttributeKey<DateTimeOffset> AsOf = SearchAttributeKey.CreateDateTimeOffset("AssayAsOf");

    /// <summary>True where nothing of it may be released or published.</summary>
    public static readonly SearchAttributeKey<bool> DryRun = SearchAttributeKey.CreateBool("AssayDryRun");

    /// <summary>Every attribute that the service must know before a workflow starts.</summary>
    public static IReadOnlyList<SearchAttributeKey> All { get; } = [Stage, Release, AsOf, DryRun];

    /// <summary>Set by the service on workflows that a schedule starts: the nominal time of the action, UTC.</summary>
    internal static SearchAttributeKey<DateTimeOffset> ScheduledStartTime { get; } = SearchAttributeKey.CreateDateTimeOffset("TemporalScheduledStartTime");

    /// <summary>The attributes of a workflow at its start.</summary>
    /// <param name="stage">Its first stage.</param>
    /// <param name="asOf">Null where the workflow resolves it itself.</param>
    /// <param name="dryRun">Nothing of it may be released or published.</param>
    public static SearchAttributeCollection AtStart(string stage, DateTimeOffset? asOf, bool dryRun)
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Stage, stage).Set(DryRun, dryRun);
        return (asOf is { } instant ? attributes.Set(AsOf, instant) : attributes).ToSearchAttributeCollection();
    }
}
