namespace Assay.Artifacts.Runs;

/// <summary>What may be the id of a run, and the name of a file of one.</summary>
internal static class RunNames
{
    internal const string DocumentName = "run.json";

    /// <exception cref="ArgumentException">It is no run id.</exception>
    internal static string CheckId(string runId) => IsId(runId)
        ? runId
        : throw new ArgumentException($"'{runId}' is not a run id: letters, digits, '.', '_' and '-' are allowed, the first a letter or digit.", nameof(runId));

    internal static bool IsId(string runId) =>
        !string.IsNullOrEmpty(runId) && char.IsAsciiLetterOrDigit(runId[0]) && runId.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <exception cref="ArgumentException">It is no name below a run's folder.</exception>
    internal static void CheckName(string name)
    {
        var parts = name.Split('/');
        if (name == DocumentName || name.Contains('\\', StringComparison.Ordinal) || parts.Any(p => p.Length == 0 || p is "." or ".."))
        {
            throw new ArgumentException($"'{name}' is not a name below a run's folder.", nameof(name));
        }
    }

    /// <summary>True when two entries say the same of a file, times and host aside.</summary>
    internal static bool SameOrigin(RunFile left, RunFile right) =>
        left.Artifact == right.Artifact && left.Activity == right.Activity && left.Parameters == right.Parameters
        && left.CodeVersion == right.CodeVersion && left.Synthetic == right.Synthetic && left.DryRun == right.DryRun
        && left.Inputs.SequenceEqual(right.Inputs);
}
