namespace Assay.Cli.Commands;

/// <summary>What the person asked of <c>assay run</c>, checked.</summary>
/// <param name="Home">Absolute path of the home.</param>
/// <param name="Data">Absolute path of a file of bars; null for the synthetic market.</param>
/// <param name="Membership">Absolute path of dated membership; null where there is none.</param>
/// <param name="Signal">Synthetic only: size of the true signal; null for the configured one.</param>
/// <param name="Start">First session, ISO date, or null.</param>
/// <param name="End">Last session, ISO date, or null.</param>
/// <param name="Profile"><c>quick</c> or <c>full</c>.</param>
/// <param name="Approvals">Who approves a new champion.</param>
/// <param name="Resume">Continue the unfinished run of the home, if there is one.</param>
/// <param name="Engine">The engine that the command line names; null for the one of <c>temporal.yaml</c>.</param>
/// <param name="Snapshot">The point-in-time snapshot read instead of a file; null for a file or the synthetic market.</param>
/// <param name="Json">Write the result to standard output as JSON.</param>
internal sealed record RunSettings(
    string Home,
    string? Data,
    string? Membership,
    double? Signal,
    string? Start,
    string? End,
    string Profile,
    RunApprovals Approvals,
    bool Resume,
    string? Engine,
    SnapshotChoice? Snapshot,
    bool Json)
{
    private const string UnnamedMarket = "market";
    private const string Synthetic = "synthetic";

    /// <summary>
    /// Name of the market: <c>synthetic</c>, the snapshot's name, or the file's name without its endings. Every character that cannot stand in the name of a run's
    /// folder (anything but letters and digits of ASCII, <c>_</c> and <c>-</c>) becomes <c>_</c>. A file
    /// named like the generated market gets another name, so that neither is ever taken for the other.
    /// </summary>
    public string Market => Snapshot is not null ? NameOf(Snapshot.Name) : Data is null ? Synthetic : NameOf(Path.GetFileName(Data).Split('.')[0]);

    private static string NameOf(string fileName)
    {
        var name = string.Concat(fileName.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_'));
        if (string.Equals(name, Synthetic, StringComparison.OrdinalIgnoreCase))
        {
            return name + "_file";
        }

        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) ? name : UnnamedMarket + name;
    }
}
