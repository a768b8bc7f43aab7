using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Incremental;
using Assay.MarketData.PointInTime;
using Assay.MarketSources;
using Assay.MarketSources.Desk;
using Assay.MarketSources.Refresh;

namespace Assay.Activities.Data;

/// <summary>
/// Asks for items one after the other. What a source answered is durable before the next item is asked for, under the workflow run and the item, so that
/// whoever comes later in the same run finds it: quota is money.
/// </summary>
internal sealed class FetchRound
{
    private readonly IArtifactStore store;
    private readonly EffectStore answers;
    private readonly SourceDesk desk;
    private readonly string workflowRun;
    private readonly Dictionary<ArtifactRef, Table> came = [];

    public FetchRound(IArtifactStore store, SourceDesk desk, string workflowRun)
    {
        this.store = store;
        this.desk = desk;
        this.workflowRun = workflowRun;
        answers = new EffectStore(store);
    }

    /// <param name="items">Of a batch.</param>
    /// <param name="told">Hears of every item, by the number of those done.</param>
    /// <param name="cancellationToken">Ends it between two items, or within a request.</param>
    public async Task<FetchedBatch> FetchAsync(IReadOnlyList<FetchItem> items, Action<int> told, CancellationToken cancellationToken)
    {
        var fetched = new List<FetchedItem>();
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fetched.Add(AlongWith(fetched, item) ?? await FetchAsync(item, cancellationToken));
            told(fetched.Count);
        }

        return new FetchedBatch(fetched, Together(fetched));
    }

    /// <summary>The rows of all items, one table per dataset.</summary>
    private List<ArtifactRef> Together(List<FetchedItem> fetched)
    {
        var tables = new List<ArtifactRef>();
        foreach (var dataset in fetched.Where(item => item.Table is not null).GroupBy(item => item.Table!.Schema, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var together = new ObservedTableBuilder(ObservedDataset.OfSchema(dataset.Key));
            foreach (var reference in dataset.Select(item => item.Table!))
            {
                together.AddAll(came.TryGetValue(reference, out var table) ? table : store.ReadTable(reference));
            }

            tables.Add(store.PutTable(together.Build()));
        }

        return tables;
    }

    private ArtifactRef Put(Table table)
    {
        var reference = store.PutTable(table);
        came[reference] = table;
        return reference;
    }

    /// <summary>The actions that came with the bars of the symbol need no request of their own.</summary>
    private static FetchedItem? AlongWith(List<FetchedItem> fetched, FetchItem item) =>
        FetchPreparation.DatasetOf(item.Dataset) == SourceDataset.Actions
            ? fetched.Select(before => before.ActionsFor(item)).LastOrDefault(actions => actions is not null)
            : null;

    private async Task<FetchedItem> FetchAsync(FetchItem item, CancellationToken cancellationToken)
    {
        var id = $"fetch/{item.Dataset}/{item.Key}/{item.First}/{item.Last}";
        if (answers.TryFind<FetchedItem>(workflowRun, id, out var known))
        {
            return known;
        }

        var fetch = await desk.FetchAsync(new SourceRequest(FetchPreparation.DatasetOf(item.Dataset), item.Key, item.First, item.Last), cancellationToken);
        var answer = new FetchedItem(
            item,
            fetch.Table is { } table ? Put(table) : null,
            fetch.Actions is { } actions ? Put(actions) : null,
            [.. fetch.Payloads.Select(payload => store.Put(payload.Bytes, FetchedBatch.PayloadSchemaId))],
            SourceProvenance.Of(fetch));
        return answer.IsDeferred ? answer : answers.Save(workflowRun, id, answer);
    }
}
