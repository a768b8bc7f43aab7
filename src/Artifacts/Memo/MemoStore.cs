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
    private readonly IArtifactStore store;
    private readonly Action<string> report;

    /// <param name="store">The store that holds the objects; memos lie beside them.</param>
    /// <param name="report">Receives one sentence for each memo that is passed over because it is damaged.</param>
    public MemoStore(IArtifactStore store, Action<string> report)
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
        var name = RecordNames.Memo(key.Key);
        if (store.Records.TryRead(name) is not { } bytes)
        {
            return false;
        }

        try
        {
            var memo = SealedRecord.Open<Record>(bytes);
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
            report($"The memo {store.Records.Describe(name)} of {key.Name} is damaged and passed over ({cause.Message.TrimEnd('.')}); the activity runs again.");
            return false;
        }
    }

    /// <summary>
    /// The parameters and result of a computation of which only the digest of its parameters is known, as a run's index has it; null where no
    /// sound memo has it. Reads the memos one by one until it is found.
    /// </summary>
    public (JsonElement Parameters, JsonElement Result)? Find(string name, Digest codeVersion, Digest parameters)
    {
        for (var prefix = 0; prefix <= byte.MaxValue; prefix++)
        {
            foreach (var memo in store.Records.List(RecordNames.MemoFolder((byte)prefix)).Select(Open).OfType<Record>())
            {
                if (memo.CodeVersion == codeVersion
                    && string.Equals(memo.Name, name, StringComparison.Ordinal)
                    && Digest.OfBytes(CanonicalJson.Serialize(memo.Parameters)) == parameters)
                {
                    return (memo.Parameters, memo.Result);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Keeps a result, durable when the call returns, and gives the one that stands: where another worker computed the same key at the same
    /// time, the first to come wins. Both are equal, or the computation is not pure, which is reported.
    /// </summary>
    /// <exception cref="ArgumentException">The result refers to an object that is not in the store.</exception>
    public T Save<T>(MemoKey key, T result)
    {
        ArgumentNullException.ThrowIfNull(key);
        var element = CanonicalJson.ToElement(result);
        var missing = ArtifactReferences.In(element).FirstOrDefault(r => !store.Contains(r));
        if (missing is not null)
        {
            throw new ArgumentException($"The result of {key.Name} refers to {missing.Sha256}, which is not in the store; put it first.", nameof(result));
        }

        var name = RecordNames.Memo(key.Key);
        var memo = SealedRecord.Seal(new Record(key.Key, key.Name, key.CodeVersion, key.Parameters, key.Inputs, element));
        if (store.Records.TryCreate(name, memo))
        {
            return result;
        }

        if (TryFind<T>(key, out var earlier))
        {
            report($"Two workers computed {key.Name} ({key.Key.Hex[..12]}) and got different results; the first one stands ({store.Records.Describe(name)}).");
            return earlier;
        }

        store.Records.Replace(name, memo);
        return result;
    }

    /// <summary>Null where it is damaged, which is reported when its key is asked for.</summary>
    private Record? Open(string name)
    {
        try
        {
            return store.Records.TryRead(name) is { } bytes ? SealedRecord.Open<Record>(bytes) : null;
        }
        catch (ArtifactException)
        {
            return null;
        }
    }

    private sealed record Record(
        Digest Key, string Name, Digest CodeVersion, JsonElement Parameters, IReadOnlyList<Digest> Inputs, JsonElement Result);
}
