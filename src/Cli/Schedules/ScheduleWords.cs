using Temporalio.Api.Enums.V1;

namespace Assay.Cli.Schedules;

/// <summary>The words of <c>temporal.yaml</c> for weekdays and overlap policies.</summary>
internal static class ScheduleWords
{
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>In the order in which messages name them.</summary>
    public static IReadOnlyList<string> Overlaps { get; } = ["skip", "bufferOne", "bufferAll", "cancelOther", "terminateOther", "allowAll"];

    /// <summary>0 (Sunday) to 6; null for another word.</summary>
    public static int? Weekday(string word) => Array.IndexOf(Weekdays, word) is >= 0 and var index ? index : null;

    /// <summary>Null for another word.</summary>
    public static ScheduleOverlapPolicy? Overlap(string word) => word switch
    {
        "skip" => ScheduleOverlapPolicy.Skip,
        "bufferOne" => ScheduleOverlapPolicy.BufferOne,
        "bufferAll" => ScheduleOverlapPolicy.BufferAll,
        "cancelOther" => ScheduleOverlapPolicy.CancelOther,
        "terminateOther" => ScheduleOverlapPolicy.TerminateOther,
        "allowAll" => ScheduleOverlapPolicy.AllowAll,
        _ => null,
    };
}
