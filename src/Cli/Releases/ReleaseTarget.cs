namespace Assay.Cli.Releases;

/// <summary>What a command about a release is about.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Engine">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
/// <param name="Release">Id of the waiting release; null for the only one.</param>
/// <param name="Json">Write the result to standard output as JSON.</param>
internal sealed record ReleaseTarget(string Home, string? Engine, string? Release, bool Json);
