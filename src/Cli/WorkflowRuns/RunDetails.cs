using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Cli.Screen;
using Temporalio.Api.Workflow.V1;
using Temporalio.Client;

namespace Assay.Cli.WorkflowRuns;

/// <summary><c>assay workflow show</c>: one run with what it waits for, and its history.</summary>
internal static class RunDetails
{
    /// <param name="target">Where to look.</param>
    /// <param name="id">Id of the workflow; its latest run is shown.</param>
    /// <param name="runId">An earlier run of it; null for the latest.</param>
    /// <param name="wholeHistory">Write every event as JSON and nothing else.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<int> ExecuteAsync(WorkflowTarget target, string id, string? runId, bool wholeHistory, CancellationToken cancellationToken)
    {
        await using var session = await WorkflowSession.ConnectAsync(target, cancellationToken);
        var handle = session.Client.GetWorkflowHandle(id, runId);
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        var history = await WorkflowSession.CallAsync(
            $"the workflow '{id}'", () => handle.FetchHistoryAsync(new WorkflowHistoryEventFetchOptions { Rpc = rpc }));
        if (wholeHistory)
        {
            Console.Out.WriteLine(history.ToJson());
            return ExitCode.Done;
        }

        var description = await WorkflowSession.CallAsync($"the workflow '{id}'", () => handle.DescribeAsync(new WorkflowDescribeOptions { Rpc = rpc }));
        var raw = await WorkflowSession.CallAsync($"the workflow '{id}'", () => session.Client.Connection.WorkflowService.DescribeWorkflowExecutionAsync(
            new() { Namespace = session.Client.Options.Namespace, Execution = new() { WorkflowId = id, RunId = runId ?? string.Empty } }, new() { CancellationToken = cancellationToken }));
        var details = new Details(
            await RunLines.OfAsync(description),
            await description.GetStaticSummaryAsync(),
            description.TaskQueue,
            description.ParentId,
            [.. raw.PendingActivities.Select(Waiting)],
            [.. raw.PendingChildren.Select(child => new Child(child.WorkflowId, child.WorkflowTypeName))],
            history.Events.Count);
        if (target.Json)
        {
            JsonOutput.Write(details);
            return ExitCode.Done;
        }

        foreach (var line in Lines(details))
        {
            Console.Out.WriteLine(line);
        }

        foreach (var one in history.Events)
        {
            Console.Out.WriteLine(HistoryLines.Of(one));
        }

        return ExitCode.Done;
    }

    private static Activity Waiting(PendingActivityInfo activity) => new(
        activity.ActivityType.Name, RunLines.StatusName(activity.State.ToString()), activity.Attempt, activity.LastWorkerIdentity, Message(activity));

    private static string? Message(PendingActivityInfo activity)
    {
        var failure = activity.LastFailure;
        while (failure?.Cause is { } cause)
        {
            failure = cause;
        }

        return failure?.Message;
    }

    private static IEnumerable<string> Lines(Details details)
    {
        var run = details.Run;
        yield return $"{run.Id}  {run.Type}  {run.Status}";
        yield return $"run      {run.RunId} on {details.TaskQueue}";
        yield return $"started  {run.Started}{(run.Ended is { } ended ? $", ended {ended}" : string.Empty)}";
        if (details.Summary is { } summary)
        {
            yield return $"summary  {summary}";
        }

        if (details.Parent is { } parent)
        {
            yield return $"parent   {parent}";
        }

        foreach (var (name, value) in run.Attributes)
        {
            yield return $"         {name} = {value}";
        }

        foreach (var (name, value) in run.Memo)
        {
            yield return $"memo     {name} = {(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())}";
        }

        foreach (var activity in details.PendingActivities)
        {
            var failure = activity.LastFailure is { } message ? $", last failure: {message.ReplaceLineEndings(" ")}" : string.Empty;
            yield return string.Create(CultureInfo.InvariantCulture, $"activity {activity.Type}, {activity.State}, attempt {activity.Attempt}{failure}");
        }

        foreach (var child in details.PendingChildren)
        {
            yield return $"child    {child.Id}  {child.Type}";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"history  {details.Events} events");
    }

    private sealed record Details(
        [property: JsonPropertyName("run")] RunLine Run,
        [property: JsonPropertyName("summary")] string? Summary,
        [property: JsonPropertyName("task_queue")] string TaskQueue,
        [property: JsonPropertyName("parent")] string? Parent,
        [property: JsonPropertyName("pending_activities")] IReadOnlyList<Activity> PendingActivities,
        [property: JsonPropertyName("pending_children")] IReadOnlyList<Child> PendingChildren,
        [property: JsonPropertyName("events")] int Events);

    private sealed record Activity(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("state")] string State,
        [property: JsonPropertyName("attempt")] int Attempt,
        [property: JsonPropertyName("worker")] string Worker,
        [property: JsonPropertyName("last_failure")] string? LastFailure);

    private sealed record Child([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("type")] string Type);
}
