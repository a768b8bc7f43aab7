using System.Globalization;

namespace Assay.Tests.Chaos.Host;

/// <summary>One event of a host.</summary>
/// <param name="At">UTC.</param>
/// <param name="Thread">The thread on which it happened; one file is written, synced and renamed by one thread.</param>
/// <param name="Moment"><c>before</c>, <c>after</c>, or <c>at</c> for computations.</param>
/// <param name="Kind">See <see cref="KillPoint"/>; <c>execute</c> for computations.</param>
/// <param name="Subject">Path, commit ordinal, or the key of the computation.</param>
public sealed record JournalEntry(DateTime At, int Thread, string Moment, string Kind, string Subject)
{
    public static JournalEntry Parse(string line)
    {
        var parts = line.Split('\t', 5);
        return new JournalEntry(
            new DateTime(long.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2],
            parts[3],
            parts[4]);
    }

    public bool Is(string moment, string kind) => Moment == moment && Kind == kind;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.Ticks}\t{Thread}\t{Moment}\t{Kind}\t{Subject}");
}
