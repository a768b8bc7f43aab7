namespace Assay.MarketData.PointInTime;

/// <summary>Names of snapshots: they are folders of the home, too.</summary>
public static class SnapshotName
{
    private const int Longest = 64;

    /// <summary>1 to 64 letters and digits of ASCII, <c>-</c> and <c>_</c>, the first of them no <c>-</c>.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && name[0] != '-' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    internal static string Check(string name) => IsValid(name)
        ? name
        : throw new ArgumentException($"'{name}' is no name of a snapshot: up to {Longest} letters, digits, '-' and '_' are.", nameof(name));
}
