namespace Assay.Cli.WorkflowRuns;

/// <summary>Where a command about workflows looks.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Engine">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
/// <param name="Json">Write the result to standard output as JSON.</param>
internal sealed record WorkflowTarget(string Home, string? Engine, bool Json);
