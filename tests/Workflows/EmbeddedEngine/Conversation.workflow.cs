using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows.EmbeddedEngine;

/// <summary>Waits for words by signal, tells them by query, ends at the word "end" or when cancelled.</summary>
[Workflow]
public sealed class Conversation
{
    private readonly List<string> words = [];

    [WorkflowQuery]
    public string Words() => string.Join(" ", words);

    [WorkflowSignal]
    public Task SayAsync(string word)
    {
        words.Add(word);
        return Task.CompletedTask;
    }

    [WorkflowRun]
    public async Task<string> RunAsync(string kind)
    {
        switch (kind)
        {
            case "resume":
                return (await Workflow.ExecuteActivityAsync(
                    (CountingActivities a) => a.ResumeAsync(),
                    new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), HeartbeatTimeout = TimeSpan.FromSeconds(30) })).ToString(
                        System.Globalization.CultureInfo.InvariantCulture);
            case "refuse":
                await Workflow.ExecuteActivityAsync((CountingActivities a) => a.Refuse(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
                break;
            case "cancel":
                try
                {
                    await Workflow.ExecuteActivityAsync((CountingActivities a) => a.WaitForeverAsync(), new()
                    {
                        StartToCloseTimeout = TimeSpan.FromMinutes(1),
                        HeartbeatTimeout = TimeSpan.FromSeconds(30),
                        CancellationType = ActivityCancellationType.WaitCancellationCompleted,
                    });
                }
                catch (Exception e) when (TemporalException.IsCanceledException(e))
                {
                    words.Add("cancelled");
                    throw;
                }

                break;
            default:
                await Workflow.WaitConditionAsync(() => words.Contains("end"));
                break;
        }

        return Words();
    }
}
