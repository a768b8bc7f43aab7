using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary>Collects approvals by update until told to close.</summary>
[Workflow]
public sealed class ApprovalWorkflow
{
    private readonly List<string> approvals = [];
    private bool closed;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => closed && Workflow.AllHandlersFinished);
        return string.Join(',', approvals);
    }

    [WorkflowUpdate]
    public async Task<int> ApproveAsync(string role)
    {
        await Workflow.ExecuteActivityAsync((IStepActivities a) => a.GreetAsync(role), Profiles.Short);
        approvals.Add(role);
        return approvals.Count;
    }

    [WorkflowUpdateValidator(nameof(ApproveAsync))]
    public void ValidateApprove(string role)
    {
        if (approvals.Contains(role))
        {
            throw new ApplicationFailureException($"{role} has approved", "Twice");
        }
    }

    [WorkflowUpdate]
    public async Task<string> WaitForAsync(string role)
    {
        await Workflow.WaitConditionAsync(() => approvals.Contains(role));
        return $"{role} came";
    }

    [WorkflowSignal]
    public Task CloseAsync()
    {
        closed = true;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task NoteAsync(string text)
    {
        approvals.Add(text);
        return Task.CompletedTask;
    }
}

/// <summary>Tells what it is doing, takes a patch, goes on once in a new run.</summary>
[Workflow]
public sealed class ReadableWorkflow
{
    public static readonly SearchAttributeKey<string> Stage = SearchAttributeKey.CreateKeyword("TestStage");
    public static readonly SearchAttributeKey<bool> DryRun = SearchAttributeKey.CreateBool("TestDryRun");

    [WorkflowRun]
    public async Task<string> RunAsync(bool again)
    {
        Workflow.UpsertTypedSearchAttributes(Stage.ValueSet(again ? "first" : "second"), DryRun.ValueUnset());
        Workflow.UpsertMemo(MemoUpdate.ValueSet("progress", again ? 1 : 2), MemoUpdate.ValueUnset("temporary"));
        var patched = Workflow.Patched("readable");
        await Workflow.DelayAsync(TimeSpan.FromHours(1));
        if (again)
        {
            throw Workflow.CreateContinueAsNewException((ReadableWorkflow w) => w.RunAsync(false));
        }

        var memo = string.Join(',', Workflow.Memo.Keys.Order(StringComparer.Ordinal));
        return $"{patched} {memo} {Workflow.TypedSearchAttributes.Get(Stage)} {Workflow.TypedSearchAttributes.ContainsKey(DryRun)}";
    }
}

/// <summary>Cancelled, it undoes what it did with a token of its own, under a limit.</summary>
[Workflow]
public sealed class CleanUpWorkflow
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        using var scope = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        try
        {
            await Workflow.DelayAsync(TimeSpan.FromDays(9), scope.Token);
        }
        finally
        {
            using var cleanUp = new CancellationTokenSource();
            await Workflow.ExecuteActivityAsync((IStepActivities a) => a.GreetAsync("clean-up"), new()
            {
                StartToCloseTimeout = TimeSpan.FromMinutes(1),
                CancellationToken = cleanUp.Token,
            });
        }
    }
}

/// <summary>Fails with what must not be read on the way.</summary>
[Workflow]
public sealed class SecretWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync(string secret)
    {
        var greeting = await Workflow.ExecuteActivityAsync((IStepActivities a) => a.GreetAsync(secret), Profiles.Short);
        await Workflow.WaitConditionAsync(() => false, TimeSpan.FromHours(1));
        return secret == "fail" ? throw new ApplicationFailureException("the secret failure", "Secret", details: ["secret detail"]) : greeting;
    }

    [WorkflowQuery]
    public string Ask(string what) => $"secret {what}";
}
