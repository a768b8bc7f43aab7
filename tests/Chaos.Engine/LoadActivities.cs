using System.Globalization;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Activities that note what they do. No two executions give the same result.</summary>
public sealed class LoadActivities(SideEffects effects)
{
    /// <summary>Pause between two steps of the long activity.</summary>
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(15);

    /// <summary>Fails on the first attempts.</summary>
    [Activity]
    public string Do(string key, int failures)
    {
        var info = ActivityExecutionContext.Current.Info;
        effects.Begin(info);
        return info.Attempt <= failures
            ? throw new ApplicationFailureException($"attempt {info.Attempt} of {key} fails", "Planned")
            : Give(info, key);
    }

    /// <summary>Counts, and tells how far it is; a later attempt goes on from there.</summary>
    [Activity]
    public async Task<string> CountAsync(string key, int steps)
    {
        var context = ActivityExecutionContext.Current;
        effects.Begin(context.Info);
        var step = context.Info.HeartbeatDetails.Count > 0 ? await context.Info.HeartbeatDetailAtAsync<int>(0) : 0;
        effects.Resume(context.Info, step.ToString(CultureInfo.InvariantCulture));
        while (step < steps)
        {
            context.Heartbeat(++step);
            await Task.Delay(StepTime, context.CancellationToken);
        }

        return Give(context.Info, key);
    }

    /// <summary>Waits until it is cancelled.</summary>
    [Activity]
    public async Task WaitAsync(string key)
    {
        var context = ActivityExecutionContext.Current;
        effects.Begin(context.Info);
        while (true)
        {
            context.Heartbeat(key);
            await Task.Delay(StepTime, context.CancellationToken);
        }
    }

    private string Give(ActivityInfo info, string key)
    {
        var result = $"{key}#{Guid.NewGuid():N}";
        effects.Give(info, result);
        return result;
    }
}
