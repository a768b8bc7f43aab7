using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>Activities on task queue "net".</summary>
public sealed class NetActivities
{
    private readonly ConcurrentDictionary<string, int> attempts = new(StringComparer.Ordinal);

    [Activity]
    public static string Shout(string text) => text.ToUpperInvariant() + "!";

    [Activity]
    public static int Add(int left, int right) => left + right;

    [Activity]
    public static string Refuse(string message) =>
        throw new ApplicationFailureException(message, "Refused", nonRetryable: true, details: ["why", 42]);

    /// <summary>Fails twice for each key; then says which attempt it is.</summary>
    [Activity]
    public int FailTwice(string key)
    {
        var attempt = attempts.AddOrUpdate(key, 1, (_, n) => n + 1);
        return attempt < 3 ? throw new InvalidOperationException($"attempt {attempt}") : ActivityExecutionContext.Current.Info.Attempt;
    }
}
