using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Cli.Hosting;
using Assay.Cli.Screen;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay workflow signal</c>, <c>query</c>, <c>update</c>, <c>cancel</c> and <c>terminate</c>: what people say to a run.</summary>
internal static class RunMessages
{
    public static async Task<int> SignalAsync(
        WorkflowTarget target, string id, string signal, IReadOnlyCollection<object?> arguments, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        await WorkflowSession.CallAsync(Subject(id), () => session.Client.GetWorkflowHandle(id).SignalAsync(
            signal, arguments, new WorkflowSignalOptions { Rpc = Rpc(cancellationToken) }));
        return Tell(target, new RunMessage(id, "signalled"), $"{id} has the signal {signal}.");
    }

    public static async Task<int> CancelAsync(WorkflowTarget target, string id, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        await WorkflowSession.CallAsync(Subject(id), () => session.Client.GetWorkflowHandle(id).CancelAsync(
            new WorkflowCancelOptions { Rpc = Rpc(cancellationToken) }));
        return Tell(target, new RunMessage(id, "cancellation_requested"), $"{id} is asked to stop; it may clean up first.");
    }

    public static async Task<int> TerminateAsync(WorkflowTarget target, string id, string reason, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        await WorkflowSession.CallAsync(Subject(id), () => session.Client.GetWorkflowHandle(id).TerminateAsync(
            reason, new WorkflowTerminateOptions { Rpc = Rpc(cancellationToken) }));
        return Tell(target, new RunMessage(id, "terminated"), $"{id} is terminated: {reason}");
    }

    public static async Task<int> QueryAsync(
        WorkflowTarget target, string id, string query, IReadOnlyCollection<object?> arguments, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.AttendAsync(target, observers, cancellationToken);
        try
        {
            var answer = await WorkflowSession.CallAsync(Subject(id), () => session.Client.GetWorkflowHandle(id).QueryAsync<JsonElement>(
                query, arguments, new WorkflowQueryOptions { Rpc = Rpc(cancellationToken) }));
            return Show(answer);
        }
        catch (WorkflowQueryFailedException failure)
        {
            throw new WorkflowRunException($"{id} does not answer the query {query}: {Sentence(failure)}.", failure);
        }
    }

    public static async Task<int> UpdateAsync(
        WorkflowTarget target, string id, string update, IReadOnlyCollection<object?> arguments, HostObservers observers, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.AttendAsync(target, observers, cancellationToken);
        try
        {
            var answer = await WorkflowSession.CallAsync(Subject(id), () => session.Client.GetWorkflowHandle(id).ExecuteUpdateAsync<JsonElement>(
                update, arguments, new WorkflowUpdateOptions { Rpc = Rpc(cancellationToken) }));
            return Show(answer);
        }
        catch (WorkflowUpdateFailedException refusal)
        {
            Exception cause = refusal;
            while (cause is WorkflowUpdateFailedException or ActivityFailureException && cause.InnerException is { } inner)
            {
                cause = inner;
            }

            throw new WorkflowRunException($"{id} refuses the update {update}: {Sentence(cause)}.", refusal);
        }
    }

    private static int Show(JsonElement answer)
    {
        Console.Out.WriteLine(answer.ValueKind == JsonValueKind.Undefined ? "null" : JsonOutput.Line(answer));
        return ExitCode.Done;
    }

    private static int Tell(WorkflowTarget target, RunMessage message, string sentence)
    {
        Console.Out.WriteLine(target.Json ? JsonOutput.Line(message) : sentence);
        return ExitCode.Done;
    }

    private static RpcOptions Rpc(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };

    private static string Subject(string id) => $"the workflow '{id}'";

    private static string Sentence(Exception failure) => failure.Message.ReplaceLineEndings(" ").TrimEnd('.');

    private sealed record RunMessage([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("done")] string Done);
}
