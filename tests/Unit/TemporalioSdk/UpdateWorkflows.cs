using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>A list that updates and signals add to, until told to stop.</summary>
[Workflow]
public sealed class UpdateWorkflow
{
    private readonly List<string> seen = [];
    private bool stop;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => stop && Workflow.AllHandlersFinished);
        return string.Join(',', seen);
    }

    [WorkflowUpdate]
    public Task<int> AddAsync(string item)
    {
        seen.Add($"{item} by {Workflow.CurrentUpdateInfo!.Id}");
        return Task.FromResult(seen.Count);
    }

    [WorkflowUpdateValidator(nameof(AddAsync))]
    public void ValidateAdd(string item)
    {
        if (item.Length == 0)
        {
            throw new ApplicationFailureException("an item needs a name", "Nameless");
        }

        if (item == "act")
        {
            _ = Workflow.Patched("in a validator");
            Workflow.UpsertMemo(MemoUpdate.ValueSet("by", "validator"));
        }
    }

    [WorkflowUpdate("fetch")]
    public async Task<string> FetchAsync(string item)
    {
        var fetched = await Workflow.ExecuteActivityAsync((ISampleActivities a) => a.EchoAsync(item), OrderWorkflow.Options);
        seen.Add(fetched);
        return fetched;
    }

    [WorkflowUpdate]
    public Task FailAsync(bool asBug) => throw (asBug ? new InvalidOperationException("a bug") : new ApplicationFailureException("not possible"));

    [WorkflowSignal]
    public Task NoteAsync(string item)
    {
        seen.Add(item);
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task StopAsync()
    {
        stop = true;
        return Task.CompletedTask;
    }
}

/// <summary>Registers its handlers while it runs.</summary>
[Workflow]
public sealed class LateHandlersWorkflow
{
    private readonly List<string> seen = [];

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.DelayAsync(1000);
        Workflow.Signals["known"] = WorkflowSignalDefinition.CreateWithoutAttribute("known", (string item) =>
        {
            seen.Add(item);
            return Task.CompletedTask;
        });
        await Workflow.DelayAsync(1000);
        Workflow.DynamicSignal = WorkflowSignalDefinition.CreateWithoutAttribute(null, (string name, IRawValue[] values) =>
        {
            seen.Add($"{name}:{Workflow.PayloadConverter.ToValue<string>(values[0])}");
            return Task.CompletedTask;
        });
        await Workflow.WaitConditionAsync(() => seen.Count == 3);
        return string.Join(',', seen);
    }
}

/// <summary>Answers whatever it is asked, by attributes.</summary>
[Workflow]
public sealed class DynamicWorkflow
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);

    [WorkflowQuery(Dynamic = true)]
    public string Ask(string name, IRawValue[] values) => $"{name} with {values.Length}";

    [WorkflowUpdate(Dynamic = true)]
    public Task<string> ChangeAsync(string name, IRawValue[] values) => Task.FromResult($"{name} with {values.Length}");
}

/// <summary>A change behind a version gate, in the three ages of a patch.</summary>
[Workflow("PatchWorkflow")]
public sealed class PatchWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var id = Workflow.Patched("my-patch") ? "new" : "old";
        await Workflow.ExecuteActivityAsync("Echo", [id], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), ActivityId = id });
        return $"{id} {Workflow.Patched("my-patch")}";
    }
}

[Workflow("PatchWorkflow")]
public sealed class DeprecatedPatchWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        Workflow.DeprecatePatch("my-patch");
        await Workflow.ExecuteActivityAsync("Echo", ["new"], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), ActivityId = "new" });
    }
}

[Workflow("PatchWorkflow")]
public sealed class PatchGoneWorkflow
{
    [WorkflowRun]
    public Task RunAsync() =>
        Workflow.ExecuteActivityAsync("Echo", ["new"], new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), ActivityId = "new" });
}
