using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Converters;
using Temporalio.Worker.Engine;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

/// <summary>Drives one workflow run from a history, without a service or a worker.</summary>
internal sealed class RunHarness
{
    private readonly HistoryDriver driver;

    public RunHarness(Type workflow)
    {
        var definition = WorkflowDefinition.Create(workflow);
        Run = new(new(definition, "default", "queue", "workflow-1", "run-1", DataConverter.Default, [], NullLoggerFactory.Instance));
        driver = new(Run, TimeSpan.FromSeconds(5));
    }

    public WorkflowRun Run { get; }

    /// <summary>Applies the history, whose last event starts the live task; the commands of that task.</summary>
    public IReadOnlyList<Command> Live(HistoryBuilder history) => driver.Apply(history.Events, history.LastEventId)!;

    public T Query<T>(string name, params object?[] args)
    {
        var query = new WorkflowQuery { QueryType = name, QueryArgs = new() { Payloads_ = { args.Select(DataConverter.Default.PayloadConverter.ToPayload) } } };
        var answer = Run.Query(query);
        return answer.Answer is null ? throw new InvalidOperationException(answer.ErrorMessage) : DataConverter.Default.PayloadConverter.ToValue<T>(answer.Answer.Payloads_[0]);
    }

    public static T Result<T>(IReadOnlyList<Command> commands) =>
        DataConverter.Default.PayloadConverter.ToValue<T>(commands[^1].CompleteWorkflowExecutionCommandAttributes.Result.Payloads_[0]);
}
