using System.Globalization;

namespace Assay.Tests.Chaos.Engine;

/// <summary>Where a life ends: before or after the n-th event of a kind, counted from the moment that the trigger is set.</summary>
/// <param name="Kind"><c>commit</c>; the name of a call such as <c>PollActivityTaskQueueAsync</c>; <c>begin</c> or <c>give</c> of an activity.</param>
/// <param name="Moment"><c>before</c> or <c>after</c>.</param>
/// <param name="Ordinal">From 1.</param>
public sealed record Trigger(string Kind, string Moment, int Ordinal)
{
    public static Trigger Parse(string text)
    {
        var parts = text.Split(' ');
        return new Trigger(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Moment} {Ordinal}");
}
