using Temporalio.Workflows;

namespace Assay.Benchmarks.Engine;

/// <summary>Sleeps 48 hours twenty-four times.</summary>
[Workflow]
public class Sleeper
{
    private const int Times = 24;
    private static readonly TimeSpan Night = TimeSpan.FromHours(48);

    public static TimeSpan Whole => Times * Night;

    [WorkflowRun]
    public async Task RunAsync()
    {
        for (var i = 0; i < Times; i++)
        {
            await Workflow.DelayAsync(Night);
        }
    }
}
