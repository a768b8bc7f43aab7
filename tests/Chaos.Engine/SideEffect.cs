using System.Globalization;

namespace Assay.Tests.Chaos.Engine;

/// <summary>One line of a worker's log.</summary>
/// <param name="At">Ticks of the machine's monotonic clock.</param>
/// <param name="Kind"><c>begin</c>, <c>resume</c>, <c>give</c> or <c>ack</c>.</param>
/// <param name="Token">Task token of the attempt, in hex.</param>
/// <param name="Activity">Workflow id, run id and activity id; two slashes alone for <c>ack</c>.</param>
/// <param name="Attempt">From 1; 0 for <c>ack</c>.</param>
/// <param name="Text">The result given, or the progress resumed from.</param>
public sealed record SideEffect(long At, string Kind, string Token, string Activity, int Attempt, string Text)
{
    /// <summary>The whole lines of a log; the last one may have been cut off by a kill, and then nothing had followed it.</summary>
    public static IEnumerable<SideEffect> Read(string path)
    {
        var text = File.ReadAllText(path);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('\t');
            yield return new SideEffect(
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                parts[1],
                parts[2],
                string.Join('/', parts[3..6]),
                parts[6].Length == 0 ? 0 : int.Parse(parts[6], CultureInfo.InvariantCulture),
                parts[7]);
        }
    }
}
