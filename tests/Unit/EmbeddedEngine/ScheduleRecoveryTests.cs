using Google.Protobuf.WellKnownTypes;
using Assay.EmbeddedEngine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class ScheduleRecoveryTests
{
    [Fact]
    public async Task KilledAroundAnyCommit_EachTimeIsActedForExactlyOnce()
    {
        var observer = new CommitCopies();
        using var fixture = new ServerFixture(observer: observer);
        observer.Source = fixture.Options.HistoryFile;
        observer.Target = Path.Combine(fixture.FolderPath, "copies");
        await fixture.Client.Service.CreateScheduleAsync(new()
        {
            Namespace = "default",
            ScheduleId = "s",
            Schedule = new()
            {
                Spec = new() { Interval = { new IntervalSpec { Interval = Duration.FromTimeSpan(TimeSpan.FromHours(1)) } } },
                Policies = new() { OverlapPolicy = ScheduleOverlapPolicy.AllowAll },
                Action = new()
                {
                    StartWorkflow = new() { WorkflowId = "run", WorkflowType = new() { Name = "Flow" }, TaskQueue = new() { Name = RawClient.Queue } },
                },
            },
        });
        for (var hour = 0; hour < 3; hour++)
        {
            await fixture.AdvanceAsync(TimeSpan.FromHours(1));
            await fixture.Client.StepAsync(Commands.Complete());
        }

        observer.Target = "";
        observer.Copies.Count.ShouldBeGreaterThan(8);
        foreach (var copy in observer.Copies.Skip(1))
        {
            await using var server = EmbeddedServer.Open(fixture.Options with { HistoryFile = copy, CommitObserver = null });
            var listed = await new RawClient(server.Service).ListAsync("ORDER BY WorkflowId");

            listed.Executions.Select(e => e.Execution.WorkflowId).ShouldBe(
                ["run-2026-01-05T10:00:00Z", "run-2026-01-05T11:00:00Z", "run-2026-01-05T12:00:00Z"], copy);
        }
    }
}
