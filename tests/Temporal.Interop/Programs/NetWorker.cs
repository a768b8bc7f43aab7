using Temporalio.Worker;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>What the .NET worker serves.</summary>
internal static class NetWorker
{
    public static TemporalWorkerOptions Options() => new TemporalWorkerOptions("net")
        .AddAllActivities(new NetActivities())
        .AddWorkflow<Greeting>()
        .AddWorkflow<Mirror>()
        .AddWorkflow<Collect>()
        .AddWorkflow<Failing>()
        .AddWorkflow<FailingActivity>()
        .AddWorkflow<Retried>()
        .AddWorkflow<Countdown>()
        .AddWorkflow<Patched>()
        .AddWorkflow<CallsTypeScript>()
        .AddWorkflow<CallsTypeScriptRefusal>()
        .AddWorkflow<CallsTypeScriptRetried>()
        .AddWorkflow<CallsTypeScriptChild>();
}
