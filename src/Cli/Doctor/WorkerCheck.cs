using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Temporalio.Api.Enums.V1;

namespace Assay.Cli.Doctor;

/// <summary>Whether workers poll the two task queues.</summary>
internal sealed class WorkerCheck : IDoctorCheck
{
    public string Item => "workers";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Engine is not { } engine)
        {
            return [];
        }

        if (engine is HomeEngine)
        {
            return [Finding.Later(Item, "nobody hosts the home; 'assay run' and 'assay serve' bring a worker along")];
        }

        var presence = new WorkerPresence(engine, context.Time);
        return
        [
            await LookAsync(engine.TaskQueue, TaskQueueType.Workflow, "assay worker"),
            await LookAsync(WorkerHost.HomeQueueOf(engine.TaskQueue), TaskQueueType.Activity, "assay worker' in the home, not '--queues computing"),
        ];

        async Task<Finding> LookAsync(string queue, TaskQueueType type, string command) => await presence.IsPolledAsync(queue, type, cancellationToken)
            ? Finding.Ok(Item, $"the task queue '{queue}' is polled")
            : Finding.Missing(Item, context.Kind == EngineKind.Temporal ? $"nobody polls the task queue '{queue}': start '{command}'" : $"nobody polls the task queue '{queue}': end the host and start it again");
    }
}
