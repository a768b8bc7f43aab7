using System.Globalization;
using Assay.Activities.Contracts.Release;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Assay.Workflows;

/// <summary>Keeps what lists show of the workflow under way true: search attributes and memo, its own and its children's.</summary>
internal static class RunLabels
{
    /// <summary>Sets what the start did not: a workflow may be started by a schedule or by other tools.</summary>
    public static void Begin(string stage, DateTimeOffset asOf, bool dryRun)
    {
        var present = Workflow.TypedSearchAttributes;
        var updates = new List<SearchAttributeUpdate>();
        Add(updates, present, AssaySearchAttributes.Stage, stage);
        Add(updates, present, AssaySearchAttributes.AsOf, asOf);
        Add(updates, present, AssaySearchAttributes.DryRun, dryRun);
        if (updates.Count > 0)
        {
            Workflow.UpsertTypedSearchAttributes([.. updates]);
        }
    }

    public static void Enter(string stage) => Workflow.UpsertTypedSearchAttributes(AssaySearchAttributes.Stage.ValueSet(stage));

    public static void Release(ActiveRelease release) => Release(release.Channel, release.Version);

    public static void Release(string channel, int version) => Workflow.UpsertTypedSearchAttributes(
        AssaySearchAttributes.Release.ValueSet(string.Create(CultureInfo.InvariantCulture, $"{channel}-{version}")));

    /// <summary>One sentence on how the workflow ended, for people.</summary>
    public static void Outcome(string sentence) => Workflow.UpsertMemo(MemoUpdate.ValueSet(RunMemo.Outcome, sentence));

    /// <summary>A child with a name of its own, the labels of its parent, and its own stage.</summary>
    public static ChildWorkflowOptions Child(string id, string stage, string summary) => new()
    {
        Id = id,
        StaticSummary = summary,
        Memo = InheritedMemo(),
        TypedSearchAttributes = InheritedAttributes(stage),
    };

    private static void Add<T>(List<SearchAttributeUpdate> updates, SearchAttributeCollection present, SearchAttributeKey<T> key, T value)
        where T : notnull
    {
        if (!present.ContainsKey(key) || !EqualityComparer<T>.Default.Equals(present.Get(key), value))
        {
            updates.Add(key.ValueSet(value));
        }
    }

    private static SearchAttributeCollection InheritedAttributes(string stage)
    {
        var own = Workflow.TypedSearchAttributes;
        var attributes = new SearchAttributeCollection.Builder().Set(AssaySearchAttributes.Stage, stage);
        Copy(own, attributes, AssaySearchAttributes.Release);
        Copy(own, attributes, AssaySearchAttributes.AsOf);
        Copy(own, attributes, AssaySearchAttributes.DryRun);
        return attributes.ToSearchAttributeCollection();
    }

    private static void Copy<T>(SearchAttributeCollection from, SearchAttributeCollection.Builder to, SearchAttributeKey<T> key)
        where T : notnull
    {
        if (from.ContainsKey(key))
        {
            to.Set(key, from.Get(key));
        }
    }

    private static SortedDictionary<string, object> InheritedMemo()
    {
        var memo = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var key in (string[])[RunMemo.Market, RunMemo.Profile, RunMemo.Command])
        {
            if (Workflow.Memo.TryGetValue(key, out var value))
            {
                memo[key] = Workflow.PayloadConverter.ToValue<string>(value);
            }
        }

        return memo;
    }
}
