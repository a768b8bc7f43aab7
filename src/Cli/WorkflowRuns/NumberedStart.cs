using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Assay.Cli.WorkflowRuns;

/// <summary>Starts workflows of which there may be any number of one name: numbers count up from the first that no run of the history has, so that an id never means two runs.</summary>
internal static class NumberedStart
{
    /// <param name="name">What stands before the number.</param>
    /// <param name="options">All but the id.</param>
    /// <param name="start">Starts it with these options.</param>
    public static async Task<WorkflowHandle> StartAsync(string name, WorkflowOptions options, Func<WorkflowOptions, Task<WorkflowHandle>> start)
    {
        for (var number = 1; ; number++)
        {
            options.Id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            options.IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate;
            try
            {
                return await WorkflowSession.CallAsync($"the workflow '{options.Id}'", () => start(options));
            }
            catch (WorkflowAlreadyStartedException)
            {
                // The next number then.
            }
        }
    }
}
