using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;

namespace Assay.Artifacts.Memo;

/// <summary>
/// What effects (fetch, sign, switch the pointer, notify) answered, once per workflow run and activity: a redelivered task finds the
/// answer and does not act again. Unlike a memo a damaged record is never passed over, for the effect may have happened.
/// </summary>
public sealed class EffectStore
{
    private readonly IRecordStore records;

    public EffectStore(IArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        records = store.Records;
    }

    /// <summary>The idempotency key that an effect hands to the outside world too, where that takes one.</summary>
    public static Digest KeyOf(string workflowRunId, string activityId)
    {
        ArgumentException.ThrowIfNullOrEmpty(workflowRunId);
        ArgumentException.ThrowIfNullOrEmpty(activityId);
        return Digest.OfBytes(CanonicalJson.Serialize(new { WorkflowRunId = workflowRunId, ActivityId = activityId }));
    }

    /// <exception cref="ArtifactException">The record is damaged; only a person can tell whether the effect happened.</exception>
    public bool TryFind<T>(string workflowRunId, string activityId, [MaybeNullWhen(false)] out T result)
    {
        var name = RecordNames.Effect(KeyOf(workflowRunId, activityId));
        result = default;
        if (records.TryRead(name) is not { } bytes)
        {
            return false;
        }

        try
        {
            result = CanonicalJson.Deserialize<T>(SealedRecord.Open<Record>(bytes).Result);
            return true;
        }
        catch (ArtifactException cause)
        {
            throw new ArtifactException(
                $"The record {records.Describe(name)} of the effect {activityId} in run {workflowRunId} is damaged ({cause.Message.TrimEnd('.')}); "
                + "find out whether it happened, then delete it to let it run again.",
                cause);
        }
    }

    /// <summary>
    /// Keeps the answer of an effect, durable when the call returns, and gives the one that stands: that of the first to come, where the
    /// activity was delivered twice.
    /// </summary>
    /// <exception cref="ArtifactException">A record is there, and it is damaged.</exception>
    public T Save<T>(string workflowRunId, string activityId, T result)
    {
        var record = SealedRecord.Seal(new Record(workflowRunId, activityId, CanonicalJson.ToElement(result)));
        return records.TryCreate(RecordNames.Effect(KeyOf(workflowRunId, activityId)), record) || !TryFind<T>(workflowRunId, activityId, out var earlier)
            ? result
            : earlier;
    }

    private sealed record Record(string WorkflowRunId, string ActivityId, JsonElement Result);
}
