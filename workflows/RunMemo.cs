namespace Assay.Workflows;

/// <summary>Keys of the memo that every workflow of Assay carries, and its values at the start.</summary>
public static class RunMemo
{
    public const string Market = "market";

    public const string Profile = "profile";

    /// <summary>What started it: a command line or a schedule.</summary>
    public const string Command = "command";

    /// <summary>One sentence on how it ended; set at the end.</summary>
    public const string Outcome = "outcome";

    public static IReadOnlyDictionary<string, object> AtStart(string market, string profile, string command) =>
        new SortedDictionary<string, object>(StringComparer.Ordinal) { [Market] = market, [Profile] = profile, [Command] = command };
}
