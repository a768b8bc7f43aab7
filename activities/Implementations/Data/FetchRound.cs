using Assay.Artifacts;
using Assay.Artifacts.Memo;
using Assay.MarketData.Incremental;
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
    public async Task<IReadOnlyList<FetchedItem>> FetchAsync(IReadOnlyList<FetchItem> items, Action<int> told, CancellationToken cancellationToken)
    {
        var fetched = new List<FetchedItem>();
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fetched.Add(AlongWith(fetched, item) ?? await FetchAsync(item, cancellationToken));
            told(fetched.Count);
        }

        return fetched;
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
            fetch.Table is { } table ? store.PutTable(table) : null,
            fetch.Actions is { } actions ? store.PutTable(actions) : null,
            [.. fetch.Payloads.Select(payload => store.Put(payload.Bytes, FetchedBatch.PayloadSchemaId))],
            SourceProvenance.Of(fetch));
        return answer.IsDeferred ? answer : answers.Save(workflowRun, id, answer);
    }
}
