using System.Globalization;

namespace Assay.Tests.Chaos.Host;

/// <summary>Where a life ends: before or after the n-th event of a kind, counted from the moment that the point is armed.</summary>
/// <param name="Kind">A file effect (<c>write</c>, <c>fsync</c>, <c>rename</c>, <c>fsync-folder</c>, <c>link</c>, <c>delete</c>) or <c>commit</c>.</param>
/// <param name="Moment"><c>before</c> or <c>after</c>.</param>
/// <param name="Ordinal">From 1.</param>
/// <param name="Ending">Only events count whose path ends so; empty for all.</param>
/// <param name="ArmedBy">Counting begins with the end of the file effect <c>kind:ending</c>; empty for at once.</param>
public sealed record KillPoint(string Kind, string Moment, int Ordinal, string Ending = "", string ArmedBy = "")
{
    /// <summary>Stands between several of them.</summary>
    public const char Between = ';';

    private const char Separator = '|';

    public static KillPoint Parse(string text)
    {
        var parts = text.Split(Separator);
        return new KillPoint(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4]);
    }

    public override string ToString() =>
        string.Join(Separator, Kind, Moment, Ordinal.ToString(CultureInfo.InvariantCulture), Ending, ArmedBy);
}
