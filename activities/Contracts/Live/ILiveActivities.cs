using Assay.Domain;
using Temporalio.Activities;

namespace Assay.Activities.Contracts.Live;

/// <summary>What the day reads from the home and writes there. Runs on the home's task queue.</summary>
public interface ILiveActivities
{
    /// <summary>Effect: takes the positions and the performance history kept in the home into the store.</summary>
    [Activity]
    Task<LiveState> ReadStateAsync(ReadLiveState request);

    /// <summary>Effect: writes the day's folder below <c>live/</c> and adds the day to the performance history.</summary>
    [Activity]
    Task<PublishedDay> PublishDayAsync(PublishDay request);
}

/// <param name="Stage">The run.</param>
/// <param name="Date">The session, ISO date; history of that day and later is left out, so that a repeated day sees what the first saw.</param>
public sealed record ReadLiveState(Stage Stage, string Date);

/// <param name="Positions">Symbol and shares (<c>assay.live.positions/1</c>).</param>
/// <param name="History">One row per earlier day.</param>
/// <param name="Warnings">What was missing, for people.</param>
public sealed record LiveState(ArtifactRef Positions, ArtifactRef History, IReadOnlyList<string> Warnings);

/// <param name="Stage">The run.</param>
/// <param name="Date">The session, ISO date.</param>
/// <param name="Daily">The day's files.</param>
public sealed record PublishDay(Stage Stage, string Date, DailyResult Daily);

/// <param name="Folder">The day's folder, below the home.</param>
public sealed record PublishedDay(string Folder);
