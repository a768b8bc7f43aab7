using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Artifacts.Memo;
using Assay.Tests.Support;
using Temporalio.Api.Enums.V1;

namespace Assay.Tests.Chaos;

/// <summary>
/// The completed activities in the workflow history of a home, and the memo or record that each rests on. Read from a copy: opening the
/// file itself would be a life of its own.
/// </summary>
internal static partial class Completions
{
    /// <param name="Activity">Workflow id and activity type.</param>
    /// <param name="At">When the engine took the completion; its commit came later.</param>
    /// <param name="Record">Path of the record of an effect, or of a memo of that activity whose result refers to these files; null where there is none.</param>
    internal sealed record Completion(string Activity, DateTime At, string? Record);

    public static async Task<IReadOnlyList<Completion>> ReadAsync(ChaosHome home)
    {
        var history = Path.Combine(home.Path, "state", "history.db");
        var copy = $"{home.Path}.{Guid.NewGuid():N}.db";
        foreach (var suffix in (string[])["", "-wal"])
        {
            if (File.Exists(history + suffix))
            {
                File.Copy(history + suffix, copy + suffix);
            }
        }

        var records = home.Records().ToDictionary(record => Path.GetFileNameWithoutExtension(record), StringComparer.Ordinal);
        var memos = records.Values
            .Where(record => record.Contains("/memo/", StringComparison.Ordinal))
            .Select(record => (Path: record, Name: NameOf(record), Digests: Digests(ResultOf(record))))
            .ToLookup(memo => memo.Name, StringComparer.Ordinal);
        using var server = new ListeningServer(copy);
        var completions = new List<Completion>();
        await foreach (var run in server.Client.ListWorkflowsAsync(""))
        {
            var events = (await server.Client.GetWorkflowHandle(run.Id, run.RunId).FetchHistoryAsync()).Events.ToDictionary(one => one.EventId);
            foreach (var end in events.Values.Where(one => one.EventType == EventType.ActivityTaskCompleted))
            {
                var result = end.ActivityTaskCompletedEventAttributes;
                var scheduled = events[result.ScheduledEventId].ActivityTaskScheduledEventAttributes;
                var payload = string.Concat(result.Result.Payloads_.Select(part => part.Data.ToStringUtf8()));
                var record = records.GetValueOrDefault(EffectStore.KeyOf(run.RunId, scheduled.ActivityId).Hex)
                    ?? memos[scheduled.ActivityType.Name].FirstOrDefault(memo => memo.Digests.IsSupersetOf(Digests(payload))).Path;
                completions.Add(new Completion($"{run.Id} {scheduled.ActivityType.Name}", end.EventTime.ToDateTime(), record));
            }
        }

        return completions;
    }

    /// <summary>Digests in a text: what a result refers to, however it is written.</summary>
    public static HashSet<string> Digests(string text) => [.. DigestText().Matches(text).Select(match => match.Value)];

    /// <summary>The result that a memo or record keeps, as JSON.</summary>
    public static string ResultOf(string record)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(record));
        return document.RootElement.GetProperty("content").GetProperty("result").GetRawText();
    }

    /// <summary>The activity whose result a memo keeps.</summary>
    private static string NameOf(string memo)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(memo));
        return document.RootElement.GetProperty("content").GetProperty("name").GetString()!;
    }

    [GeneratedRegex("\"[0-9a-f]{64}\"")]
    private static partial Regex DigestText();
}
