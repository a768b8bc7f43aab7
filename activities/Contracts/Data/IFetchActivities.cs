using Temporalio.Activities;

namespace Assay.Activities.Contracts.Data;

/// <summary>From the vendors to what a snapshot is added. Runs on the home's task queue, where quotas, keys and watermarks are.</summary>
public interface IFetchActivities
{
    /// <summary>Effect: settles what is asked for, by what the snapshot knows now. Nothing is asked yet.</summary>
    [Activity]
    Task<PlannedFetch> PlanFetchAsync(PlanFetch request);

    /// <summary>
    /// Effect: asks for the items of a batch one after the other, and keeps each answer before the next is asked for. Of a workflow run no item is asked
    /// for again that has been answered: a worker that takes over asks for the rest, and so does a later round for what had to wait.
    /// </summary>
    [Activity]
    Task<FetchBatchResult> FetchBatchAsync(FetchBatch request);

    /// <summary>Effect: puts the answers together, and tells what of them was not known.</summary>
    [Activity]
    Task<FetchSettled> SettleFetchAsync(SettleFetch request);

    /// <summary>Effect: moves the watermarks, once what was fetched stands in the present snapshot.</summary>
    [Activity]
    Task<MovedWatermarks> MoveWatermarksAsync(MoveWatermarks request);

    /// <summary>Effect: notes a fetch that the quality gate refused, so that the next one uses what it brought instead of asking again.</summary>
    [Activity]
    Task<int> KeepRefusedAsync(KeepRefused request);
}
