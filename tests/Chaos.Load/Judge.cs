using System.Globalization;
using Assay.Tests.Chaos.Engine;
using Assay.EmbeddedEngine;
using Assay.Tests.Support;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;

namespace Assay.Tests.Chaos.Load;

/// <summary>
/// Compares what the driver was told and what the activities noted with what the history file holds. Knows neither the service's memory
/// nor the wire: the file is opened anew, and every history is replayed.
/// </summary>
internal sealed class Judge(Driver driver, IReadOnlyList<SideEffect> effects)
{
    private readonly List<string> findings = [];
    private readonly Dictionary<string, List<Run>> runs = new(StringComparer.Ordinal);

    /// <summary>How many runs, events, and completed activities were looked at.</summary>
    public (int Runs, int Events, int Activities) Seen { get; private set; }

    public async Task<IReadOnlyList<string>> JudgeAsync(string historyFile)
    {
        using (var server = new ListeningServer(new EmbeddedServerOptions { HistoryFile = historyFile, WorkersShareProcess = false }))
        {
            await ReadAsync(server.Client);
        }

        var all = runs.Values.SelectMany(chain => chain).ToList();
        foreach (var run in all)
        {
            findings.AddRange(HistoryRules.Faults(run).Select(fault => $"{run}: {fault}"));
        }

        foreach (var record in driver.Records)
        {
            JudgeRecord(record);
        }

        JudgeSchedule();
        JudgeActivities(all);
        await ReplayAsync(all);
        Seen = (all.Count, all.Sum(run => run.Events.Count), all.Sum(run => run.Of(EventType.ActivityTaskCompleted).Count()));
        return findings;
    }

    private static string Text(Temporalio.Api.Common.V1.Payloads? payloads) => DataConverter.Default.PayloadConverter.ToValue<string>(payloads!.Payloads_[0]);

    private async Task ReadAsync(TemporalClient client)
    {
        await foreach (var found in client.ListWorkflowsAsync("ORDER BY StartTime ASC"))
        {
            var history = await client.GetWorkflowHandle(found.Id, found.RunId).FetchHistoryAsync();
            if (found.Status == WorkflowExecutionStatus.Running)
            {
                findings.Add($"{found.Id} {found.RunId}: still runs, after {string.Join(' ', history.Events.Select(one => one.EventType))}");
            }

            if (!runs.TryGetValue(found.Id, out var chain))
            {
                runs.Add(found.Id, chain = []);
            }

            chain.Add(new Run(found.Id, found.RunId, found.Status, [.. history.Events]));
        }
    }

    private void JudgeRecord(Record record)
    {
        if (record.Trouble is not null)
        {
            findings.Add($"{record.WorkflowId}: {record.Trouble}");
        }

        if (!runs.TryGetValue(record.WorkflowId, out var chain))
        {
            if (record.RunId is not null)
            {
                findings.Add($"{record.WorkflowId}: its start was accepted and is lost");
            }

            return;
        }

        Expect(record, record.RunId is null || chain.Exists(run => run.RunId == record.RunId), "the run that its start named is not there");
        Expect(record, chain.Count(run => run.Events[0].WorkflowExecutionStartedEventAttributes.ContinuedExecutionRunId.Length == 0) == 1, "was started twice");
        Expect(record, chain.Count(run => run.Status != WorkflowExecutionStatus.ContinuedAsNew) == 1, "has more than one end");
        var mayEndOtherwise = record.IsAbandoned || chain.Exists(run => !run.IsClosed);
        Expect(record, mayEndOtherwise || chain.Exists(run => run.Status == record.Status), $"ended as {string.Join(',', chain.Select(run => run.Status))}, not as {record.Status}");
        var signals = chain.SelectMany(run => run.Of(EventType.WorkflowExecutionSignaled))
            .Select(one => one.WorkflowExecutionSignaledEventAttributes)
            .Where(signal => signal.SignalName == "Add")
            .Select(signal => Text(signal.Input))
            .ToList();
        JudgeMessages(record, "signal", record.Signals, signals);
        JudgeUpdates(record, chain);
        if (record.Result is { } result)
        {
            JudgeResult(record, chain, result);
        }
    }

    private void JudgeMessages(Record record, string kind, IEnumerable<string> accepted, IReadOnlyList<string> held)
    {
        Expect(record, !accepted.Except(held, StringComparer.Ordinal).Any(), $"an accepted {kind} is lost: {string.Join(' ', accepted.Except(held, StringComparer.Ordinal))}");
        Expect(record, held.Distinct(StringComparer.Ordinal).Count() == held.Count, $"a {kind} is there twice: {string.Join(' ', held)}");
    }

    private void JudgeUpdates(Record record, IReadOnlyList<Run> chain)
    {
        var accepted = chain.SelectMany(run => run.Of(EventType.WorkflowExecutionUpdateAccepted))
            .Select(one => one.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest.Meta.UpdateId)
            .ToList();
        var completed = chain.SelectMany(run => run.Of(EventType.WorkflowExecutionUpdateCompleted))
            .Select(one => one.WorkflowExecutionUpdateCompletedEventAttributes)
            .ToList();
        JudgeMessages(record, "update", record.Updates.Keys, accepted);
        Expect(record, !accepted.Intersect(record.RejectedUpdates, StringComparer.Ordinal).Any(), "a rejected update is in the history");
        foreach (var (id, result) in record.Updates)
        {
            var given = completed.Where(one => one.Meta.UpdateId == id).Select(one => Text(one.Outcome.Success)).ToList();
            Expect(record, given is [var only] && only == result, $"update {id} gave '{result}', the history holds [{string.Join(' ', given)}]");
        }
    }

    /// <summary>What the workflow collected is what its history brought it, each once.</summary>
    private void JudgeResult(Record record, IReadOnlyList<Run> chain, IReadOnlyList<string> result)
    {
        Expect(record, result.Distinct(StringComparer.Ordinal).Count() == result.Count, $"its result holds something twice: {string.Join(' ', result)}");
        var missing = record.Signals.Concat(record.Updates.Keys).Except(result, StringComparer.Ordinal).ToList();
        Expect(record, missing.Count == 0, $"its result lacks {string.Join(' ', missing)}");
        var given = chain.Concat(runs.GetValueOrDefault($"{record.WorkflowId}-worker") ?? []).SelectMany(run => run.Of(EventType.ActivityTaskCompleted))
            .Select(one => Text(one.ActivityTaskCompletedEventAttributes.Result))
            .ToHashSet(StringComparer.Ordinal);
        var foreign = result.Where(text => text.Contains('#', StringComparison.Ordinal) && !given.Contains(text)).ToList();
        Expect(record, foreign.Count == 0, $"its result holds what no completion gave: {string.Join(' ', foreign)}");
    }

    private void JudgeSchedule()
    {
        const string Prefix = "scheduled-";
        var times = runs.Keys.Where(id => id.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(id => DateTime.Parse(id[Prefix.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal))
            .ToHashSet();
        for (var due = Ceiling(driver.ScheduledFrom); due < driver.ScheduledUntil.AddSeconds(-1); due = due.AddSeconds(1))
        {
            if (!times.Contains(due))
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"the schedule's action of {due:O} is lost"));
            }
        }

        findings.AddRange(runs.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) && pair.Value.Count > 1).Select(pair => $"{pair.Key}: ran twice"));
    }

    private static DateTime Ceiling(DateTime time) => new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);

    private void JudgeActivities(IReadOnlyList<Run> all)
    {
        var completions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in all)
        {
            var ids = run.Of(EventType.ActivityTaskScheduled).ToDictionary(one => one.EventId, one => one.ActivityTaskScheduledEventAttributes.ActivityId);
            foreach (var completed in run.Of(EventType.ActivityTaskCompleted).Select(one => one.ActivityTaskCompletedEventAttributes))
            {
                // A second one for the same activity is a fault of the history, and said there.
                completions[$"{run.WorkflowId}/{run.RunId}/{ids[completed.ScheduledEventId]}"] = Text(completed.Result);
            }
        }

        var given = effects.Where(effect => effect.Kind == "give").ToLookup(effect => effect.Activity, StringComparer.Ordinal);
        var invented = completions.Where(pair => !given[pair.Key].Any(effect => effect.Text == pair.Value));
        findings.AddRange(invented.Select(pair => $"{pair.Key}: the history holds a result that no execution gave: {pair.Value}"));

        var byToken = effects.Where(effect => effect.Kind == "give").ToLookup(effect => effect.Token, StringComparer.Ordinal);
        var begun = effects.Where(effect => effect.Kind == "begin").ToLookup(effect => effect.Activity, StringComparer.Ordinal);
        foreach (var acknowledged in effects.Where(effect => effect.Kind == "ack"))
        {
            foreach (var gift in byToken[acknowledged.Token].Take(1))
            {
                if (completions.GetValueOrDefault(gift.Activity) is var held && held != gift.Text)
                {
                    findings.Add($"{gift.Activity}: '{gift.Text}' was acknowledged, the history holds '{held}'");
                }

                findings.AddRange(begun[gift.Activity].Where(begin => begin.At > acknowledged.At).Select(begin => $"{begin.Activity}: attempt {begin.Attempt} began after its result was acknowledged"));
            }
        }
    }

    private async Task ReplayAsync(IReadOnlyList<Run> all)
    {
        var options = new WorkflowReplayerOptions();
        foreach (var workflow in Engine.Load.Workflows)
        {
            options.AddWorkflow(workflow);
        }

        var replayer = new WorkflowReplayer(options);
        foreach (var run in all)
        {
            var outcome = await replayer.ReplayWorkflowAsync(new WorkflowHistory(run.WorkflowId, run.Events), throwOnReplayFailure: false);
            if (outcome.ReplayFailure is { } failure)
            {
                findings.Add($"{run}: does not replay: {failure.Message}");
            }
        }
    }

    private void Expect(Record record, bool holds, string otherwise)
    {
        if (!holds)
        {
            findings.Add($"{record.WorkflowId}: {otherwise}");
        }
    }
}
