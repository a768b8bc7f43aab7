using Assay.Tests.Chaos.Engine;

namespace Assay.Tests.Chaos.Load;

/// <summary>Who is killed, and where: the trigger is met by the server or by the worker; of both, the other one is killed with it.</summary>
/// <param name="Target"><c>server</c>, <c>worker</c> or <c>both</c>.</param>
/// <param name="Worker">Index of the worker.</param>
/// <param name="Trigger">Where it kills itself.</param>
internal sealed record Kill(string Target, int Worker, Trigger Trigger)
{
    private static readonly string[] Calls =
    [
        "RespondWorkflowTaskCompletedAsync", "RespondActivityTaskCompletedAsync", "PollWorkflowTaskQueueAsync", "PollActivityTaskQueueAsync",
        "RecordActivityTaskHeartbeatAsync", "begin", "give",
    ];

    /// <summary>True where the server meets the trigger.</summary>
    public bool IsMetByServer => Trigger.Kind == "commit";

    public string Name => $"{Target}: {Trigger.Moment} {Trigger.Kind}";

    public static Kill Next(Random random, int workers)
    {
        var moment = random.Next(2) == 0 ? "before" : "after";
        var worker = random.Next(workers);
        var call = new Trigger(Calls[random.Next(Calls.Length)], moment, 1 + random.Next(12));
        var commit = new Trigger("commit", moment, 1 + random.Next(60));
        return random.Next(20) switch
        {
            < 9 => new("server", worker, commit),
            < 17 => new("worker", worker, call),
            < 19 => new("both", worker, commit),
            _ => new("both", worker, call),
        };
    }
}
