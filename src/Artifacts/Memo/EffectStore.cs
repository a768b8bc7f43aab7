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
    private readonly FolderArtifactStore store;

    public EffectStore(FolderArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
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
        var path = store.Paths.Effect(KeyOf(workflowRunId, activityId));
        result = default;
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            result = CanonicalJson.Deserialize<T>(SealedRecord.Open<Record>(path).Result);
            return true;
        }
        catch (ArtifactException cause)
        {
            throw new ArtifactException(
                $"The record {path} of the effect {activityId} in run {workflowRunId} is damaged ({cause.Message.TrimEnd('.')}); "
                + "find out whether it happened, then delete the file to let it run again.",
                cause);
        }
    }

    /// <summary>Keeps the answer of an effect, durable when the call returns.</summary>
    public void Save<T>(string workflowRunId, string activityId, T result)
    {
        var record = new Record(workflowRunId, activityId, CanonicalJson.ToElement(result));
        store.Writer.Write(store.Paths.Effect(KeyOf(workflowRunId, activityId)), SealedRecord.Seal(record), readOnly: false);
    }

    private sealed record Record(string WorkflowRunId, string ActivityId, JsonElement Result);
}
