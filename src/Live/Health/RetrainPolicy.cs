using System.Globalization;
using Assay.Domain;

namespace Assay.Live.Health;

/// <summary>
/// Whether a released model is to be trained anew: because it is old, or because what it says no longer comes true. It only starts a
/// selection; people decide about the model that comes of it.
/// </summary>
public static class RetrainPolicy
{
    /// <param name="fittedThrough">Last session of the data the model was fitted on.</param>
    /// <param name="day">The day as of which it is judged.</param>
    /// <param name="health">The latest verdict on the model in use; null where it has not been used.</param>
    /// <param name="options">The limits.</param>
    /// <returns>One sentence for each reason; empty when it is not due.</returns>
    public static IReadOnlyList<string> Reasons(TradingDate fittedThrough, TradingDate day, ModelHealthResult? health, RetrainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var reasons = new List<string>();
        var age = day.DayNumber - fittedThrough.DayNumber;
        if (age >= options.MaxAgeDays)
        {
            reasons.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"It was fitted on data through {fittedThrough}, {age} days before {day}; the limit is {options.MaxAgeDays}."));
        }

        if (health is { Status: ModelHealthStatus.Degraded })
        {
            reasons.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Its realised mean rank information coefficient over {health.Sessions} sessions is {health.MeanInformationCoefficient:f3}, and {health.BelowFraction:p0} of the sessions are below the limit."));
        }

        return reasons;
    }
}
