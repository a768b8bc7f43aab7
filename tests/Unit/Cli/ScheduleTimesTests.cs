using System.Net;
using Assay.Cli.Deployment;
using Assay.Cli.Schedules;
using Assay.Domain;
using Assay.MarketData.Calendars;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Assay.EmbeddedEngine.Grpc;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Client;
using Temporalio.Client.Schedules;

namespace Assay.Tests.Unit.Cli;

/// <summary>The rhythm of temporal.yaml on the embedded service, against the exchange's calendar.</summary>
public sealed class ScheduleTimesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Of_DailyInNewYork_StartsOnEverySessionOfAYearAtTheSameLocalTime()
    {
        var calendar = ExchangeCalendars.Nyse;
        var spec = ScheduleTimes.Of(new ScheduledJob { At = "17:30" }, calendar, new TradingDate(2025, 1, 2));
        await using var server = EmbeddedServer.Open(new EmbeddedServerOptions { HistoryFile = folder.File("history.db") });
        await using var listener = await GrpcListener.StartAsync(server, new GrpcListenOptions { EndPoint = new(IPAddress.Loopback, 0) });
        var client = await TemporalClient.ConnectAsync(new(listener.EndPoint.ToString()));
        await client.CreateScheduleAsync("daily", new Schedule(new ScheduleActionStartWorkflow("Any", [], new("daily", "queue")), spec));

        var times = await client.Connection.WorkflowService.ListScheduleMatchingTimesAsync(new()
        {
            Namespace = client.Options.Namespace,
            ScheduleId = "daily",
            StartTime = Timestamp.FromDateTime(new DateTime(2025, 1, 1, 12, 0, 0, DateTimeKind.Utc)),
            EndTime = Timestamp.FromDateTime(new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc)),
        });

        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var local = times.StartTime.Select(time => TimeZoneInfo.ConvertTimeFromUtc(time.ToDateTime(), zone)).ToList();
        local.ShouldAllBe(time => time.TimeOfDay == new TimeSpan(17, 30, 0));
        var sessions = calendar.SessionsIn(new TradingDate(2025, 1, 1), new TradingDate(2025, 12, 31)).ToArray();
        local.Select(time => TradingDate.FromDateOnly(DateOnly.FromDateTime(time))).ShouldBe(sessions);
        sessions.Length.ShouldBe(250);
    }
}
