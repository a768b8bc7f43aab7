using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Engine;

namespace Temporalio.Workflows;

/// <content>What others see of the run, the messages that reach it, and how its code may change.</content>
public static partial class Workflow
{
    /// <summary>True where no signal or update handler is at work; wait for it before the end of the run method.</summary>
    public static bool AllHandlersFinished => Context.Handlers.AllFinished;

    /// <summary>
    /// Where the workflow stands, in words (Markdown, as many lines as wanted), shown by Temporal's tools while it runs. It is not recorded:
    /// a worker that replays the workflow sets it again.
    /// </summary>
    public static string CurrentDetails
    {
        get => Context.CurrentDetails;
        set
        {
            Context.EnsureMayAct("change its details");
            Context.CurrentDetails = value;
        }
    }

    /// <summary>True where the service finds the history long, so that the workflow had better continue as new.</summary>
    public static bool ContinueAsNewSuggested => Context.ContinueAsNewSuggested;

    /// <summary>Events in the history up to the workflow task under way.</summary>
    public static int CurrentHistoryLength => (int)Context.HistoryLength;

    /// <summary>Bytes of the history up to the workflow task under way.</summary>
    public static int CurrentHistorySize => (int)Context.HistorySize;

    /// <summary>The update whose handler calls; null in other code.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => MessageHandlers.CurrentUpdate;

    public static IReadOnlyDictionary<string, IRawValue> Memo => Context.Properties.Memo;

    public static IPayloadConverter PayloadConverter => Context.Converter.PayloadConverter;

    public static SearchAttributeCollection TypedSearchAttributes => Context.Properties.SearchAttributes;

    /// <summary>The signal handlers by name; further ones can be added, and get the signals that came before them.</summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => Context.Handlers.Signals;

    public static IDictionary<string, WorkflowQueryDefinition> Queries => Context.Handlers.Queries;

    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Context.Handlers.Updates;

    /// <summary>Handles signals that have no other handler.</summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Context.Handlers.DynamicSignal;
        set => Context.Handlers.DynamicSignal = value;
    }

    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Context.Handlers.DynamicQuery;
        set => Context.Handlers.DynamicQuery = value;
    }

    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Context.Handlers.DynamicUpdate;
        set => Context.Handlers.DynamicUpdate = value;
    }

    /// <summary>
    /// A version gate: false while a run is replayed that passed here before the patch, true otherwise; recorded, so that the run stays on
    /// its side. The new code goes under true, the old one under false until no run needs it.
    /// </summary>
    public static bool Patched(string patchId) => Context.Patched(patchId, deprecated: false);

    /// <summary>Takes the place of <see cref="Patched"/> once no run is on the old side; after those that recorded it are gone, it goes too.</summary>
    public static void DeprecatePatch(string patchId) => Context.Patched(patchId, deprecated: true);

    /// <exception cref="ArgumentException">No update, or two of one key.</exception>
    public static void UpsertMemo(params MemoUpdate[] updates) => Context.Properties.Upsert(updates);

    /// <exception cref="ArgumentException">No update, or two of one name.</exception>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) => Context.Properties.Upsert(updates);
}
