using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Workflow definitions by the name under which they are started.</summary>
internal static class WorkflowRegistry
{
    /// <exception cref="ArgumentException">Two have the same name, or one is only an interface.</exception>
    public static IReadOnlyDictionary<string, WorkflowDefinition> ByName(IEnumerable<WorkflowDefinition> workflows)
    {
        var byName = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        foreach (var workflow in workflows)
        {
            if (!workflow.Instantiable)
            {
                throw new ArgumentException($"{workflow.Type} cannot be run: it is an interface or abstract", nameof(workflows));
            }

            if (!byName.TryAdd(workflow.Name, workflow))
            {
                throw new ArgumentException($"More than one workflow is named {workflow.Name}", nameof(workflows));
            }
        }

        return byName;
    }
}
