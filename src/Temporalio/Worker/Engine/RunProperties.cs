using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>Memo and search attributes of a run, as started and as changed by its code.</summary>
internal sealed class RunProperties(WorkflowRun run)
{
    private readonly Dictionary<string, IRawValue> memo = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, IRawValue> Memo => memo;

    public SearchAttributeCollection SearchAttributes { get; private set; } = SearchAttributeCollection.Empty;

    public void Initialize(WorkflowExecutionStartedEventAttributes started)
    {
        foreach (var (key, payload) in started.Memo?.Fields ?? [])
        {
            memo[key] = new RawValue(payload);
        }

        SearchAttributes = started.SearchAttributes is { } attributes ? SearchAttributeCollection.FromProto(attributes) : SearchAttributes;
    }

    /// <exception cref="ArgumentException">No update, or two of one key.</exception>
    public void Upsert(IReadOnlyCollection<MemoUpdate> updates)
    {
        run.EnsureMayAct("change the memo");
        EnsureDistinct(updates.Select(update => update.UntypedKey));
        var upserted = new Api.Common.V1.Memo();
        foreach (var update in updates)
        {
            var payload = run.Converter.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
            upserted.Fields.Add(update.UntypedKey, payload);
            if (update.HasValue)
            {
                memo[update.UntypedKey] = new RawValue(payload);
            }
            else
            {
                memo.Remove(update.UntypedKey);
            }
        }

        run.Commands.Issue(new()
        {
            CommandType = Api.Enums.V1.CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = upserted },
        });
    }

    /// <exception cref="ArgumentException">No update, or two of one name.</exception>
    public void Upsert(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        run.EnsureMayAct("change search attributes");
        EnsureDistinct(updates.Select(update => update.UntypedKey.Name));
        var upserted = new Api.Common.V1.SearchAttributes();
        foreach (var update in updates)
        {
            upserted.IndexedFields.Add(
                update.UntypedKey.Name, SearchAttributePayload.Write(update.UntypedKey.ValueType, update.HasValue ? update.UntypedValue : null));
        }

        SearchAttributes = SearchAttributes.With(updates);
        run.Commands.Issue(new()
        {
            CommandType = Api.Enums.V1.CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = upserted },
        });
    }

    private static void EnsureDistinct(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"{name} is changed twice in one call");
            }
        }

        if (seen.Count == 0)
        {
            throw new ArgumentException("At least one update is required");
        }
    }
}
