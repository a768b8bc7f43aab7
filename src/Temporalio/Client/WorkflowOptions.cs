using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>How a workflow is started. <see cref="Id"/> and <see cref="TaskQueue"/> are required.</summary>
public class WorkflowOptions : ICloneable
{
    public WorkflowOptions()
    {
    }

    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    public string? Id { get; set; }

    public string? TaskQueue { get; set; }

    /// <summary>One line shown beside the workflow.</summary>
    public string? StaticSummary { get; set; }

    public string? StaticDetails { get; set; }

    /// <summary>Limit for all runs together, retries and continuations included.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Limit for one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Limit for one workflow task; the service's default is 10 s.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Cron expression by which the workflow starts again after its end; null for none.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Values shown beside the workflow; not searchable.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Set by <see cref="SignalWithStart(string, IReadOnlyCollection{object?})"/>.</summary>
    public string? StartSignal { get; set; }

    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>Wait before the first workflow task.</summary>
    public TimeSpan? StartDelay { get; set; }

    public RpcOptions? Rpc { get; set; }

    /// <summary>Sends the signal with the start: to the running workflow where the id is taken, else to the one started.</summary>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = ExpressionCall.Extract(signalCall);
        SignalWithStart(WorkflowDefinition.SignalName(method), args);
    }

    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }

    public virtual object Clone() => MemberwiseClone();
}
