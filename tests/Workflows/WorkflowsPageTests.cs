using System.Reflection;
using Assay.Tests.Support;
using Assay.Workflows.Chain;
using Temporalio.Workflows;

namespace Assay.Tests.Workflows;

/// <summary><c>docs/workflows.md</c> must name what the assembly has: people and programs reach the workflows by these names.</summary>
public sealed class WorkflowsPageTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void Page_EveryWorkflowSignalUpdateAndQuery_IsNamed()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.FindCheckout()!, "docs", "workflows.md"));
        var names = typeof(FullChain).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(WorkflowAttribute)))
            .SelectMany(type => type.GetMethods(Members).SelectMany(NamesOf).Prepend(type.GetCustomAttribute<WorkflowAttribute>()!.Name ?? type.Name))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        names.ShouldContain("FullChain");
        names.ShouldContain("Approve");
        names.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty("a name that docs/workflows.md leaves out");
    }

    private static IEnumerable<string> NamesOf(MethodInfo method)
    {
        if (method.IsDefined(typeof(WorkflowSignalAttribute)))
        {
            yield return method.GetCustomAttribute<WorkflowSignalAttribute>()!.Name ?? Plain(method);
        }

        if (method.IsDefined(typeof(WorkflowUpdateAttribute)))
        {
            yield return method.GetCustomAttribute<WorkflowUpdateAttribute>()!.Name ?? Plain(method);
        }

        if (method.IsDefined(typeof(WorkflowQueryAttribute)))
        {
            yield return method.GetCustomAttribute<WorkflowQueryAttribute>()!.Name ?? Plain(method);
        }
    }

    /// <summary>The SDK's rule: the method's name without <c>Async</c>.</summary>
    private static string Plain(MethodInfo method) =>
        method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name[..^"Async".Length] : method.Name;
}
