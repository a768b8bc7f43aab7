using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;

namespace Assay.Artifacts.Memo;

/// <summary>
/// Results of pure activities by <see cref="MemoKey"/>: a pure activity is finished when its memo is durable. The objects a result refers
/// to are put before, so a memo never outlives a crash that its objects did not.
/// </summary>
public sealed class MemoStore
{
    private readonly FolderArtifactStore store;
    private readonly Action<string> report;

    /// <param name="store">The store that holds the objects; memos lie beside them.</param>
    /// <param name="report">Receives one sentence for each memo that is passed over because it is damaged.</param>
    public MemoStore(FolderArtifactStore store, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(report);
        this.store = store;
        this.report = report;
    }

    /// <summary>
    /// Finds a result whose objects are all in the store. A damaged memo is reported and counts as absent; so does one whose objects
    /// are gone.
    /// </summary>
    public bool TryFind<T>(MemoKey key, [MaybeNullWhen(false)] out T result)
    {
        ArgumentNullException.ThrowIfNull(key);
        result = default;
        var path = store.Paths.Memo(key.Key);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            var memo = SealedRecord.Open<Record>(path);
            if (memo.Key != key.Key)
            {
                throw new ArtifactException("it belongs to another key");
            }

            var kept = ArtifactReferences.In(memo.Result).All(store.Contains);
            result = kept ? CanonicalJson.Deserialize<T>(memo.Result) : default;
            return kept;
        }
        catch (ArtifactException cause)
        {
            report($"The memo {path} of {key.Name} is damaged and passed over ({cause.Message.TrimEnd('.')}); the activity runs again.");
            return false;
        }
    }

    /// <summary>Keeps a result, durable when the call returns.</summary>
    /// <exception cref="ArgumentException">The result refers to an object that is not in the store.</exception>
    public void Save<T>(MemoKey key, T result)
    {
        ArgumentNullException.ThrowIfNull(key);
        var element = CanonicalJson.ToElement(result);
        var missing = ArtifactReferences.In(element).FirstOrDefault(r => !store.Contains(r));
        if (missing is not null)
        {
            throw new ArgumentException($"The result of {key.Name} refers to {missing.Sha256}, which is not in the store; put it first.", nameof(result));
        }

        var memo = new Record(key.Key, key.Name, key.CodeVersion, key.Parameters, key.Inputs, element);
        store.Writer.Write(store.Paths.Memo(key.Key), SealedRecord.Seal(memo), readOnly: false);
    }

    private sealed record Record(
        Digest Key, string Name, Digest CodeVersion, JsonElement Parameters, IReadOnlyList<Digest> Inputs, JsonElement Result);
}
