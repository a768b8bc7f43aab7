using Assay.EmbeddedEngine.Calls;
using Assay.EmbeddedEngine.Visibility;

using Grpc.Core;
namespace Assay.EmbeddedEngine.Scheduling;

/// <summary>What lists of schedules can be narrowed by: ScheduleId (=, STARTS_WITH) and TemporalSchedulePaused, joined by AND.</summary>
internal static class ScheduleFilter
{
    public static Predicate<ScheduleEntry> Parse(string query)
    {
        var tokens = QueryLexer.Read(query);
        var conditions = new List<Predicate<ScheduleEntry>>();
        for (var i = 0; i < tokens.Count; i += 4)
        {
            if (i + 3 > tokens.Count || (i + 3 < tokens.Count && !Is(tokens[i + 3], "AND")) || i + 4 == tokens.Count)
            {
                throw Fault(query);
            }

            var (field, sign, value) = (tokens[i].Text, tokens[i + 1].Text.ToUpperInvariant(), tokens[i + 2].Text);
            conditions.Add((field, sign) switch
            {
                ("ScheduleId" or "WorkflowId", "=") => e => e.Id == value,
                ("ScheduleId" or "WorkflowId", "STARTS_WITH") => e => e.Id.StartsWith(value, StringComparison.Ordinal),
                ("TemporalSchedulePaused", "=") when bool.TryParse(value, out var paused) => e => e.Schedule.State.Paused == paused,
                _ => throw Fault(query),
            });
        }

        return entry => conditions.TrueForAll(c => c(entry));
    }

    private static bool Is(QueryToken token, string word) => token.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static RpcException Fault(string query) => Errors.Invalid(
        $"invalid query: schedules are found by ScheduleId (=, STARTS_WITH) and TemporalSchedulePaused (=), joined by AND; not by: {query}");
}
