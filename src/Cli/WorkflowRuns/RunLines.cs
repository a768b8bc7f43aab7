using System.Globalization;
using System.Text.Json;
using Temporalio.Client;
using Temporalio.Converters;

namespace Assay.Cli.WorkflowRuns;

/// <summary>Makes lines of what the engine tells of a run.</summary>
internal static class RunLines
{
    public static async Task<RunLine> OfAsync(WorkflowExecution run)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in run.TypedSearchAttributes.UntypedValues)
        {
            attributes[key.Name] = TextOf(value);
        }

        return new RunLine(
            run.Id,
            run.RunId,
            run.WorkflowType,
            StatusName(run.Status.ToString()),
            InstantText(run.StartTime),
            run.CloseTime is { } closed ? InstantText(closed) : null,
            attributes,
            await MemoAsync(run.Memo));
    }

    /// <summary>ISO with milliseconds, UTC.</summary>
    public static string InstantText(DateTime instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>ContinuedAsNew</c> as <c>continued as new</c>.</summary>
    public static string StatusName(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    private static async Task<IReadOnlyDictionary<string, JsonElement>> MemoAsync(IReadOnlyDictionary<string, IEncodedRawValue> memo)
    {
        var values = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in memo)
        {
            values[name] = await value.ToValueAsync<JsonElement>();
        }

        return values;
    }

    private static string TextOf(object value) => value switch
    {
        DateTimeOffset instant => InstantText(instant.UtcDateTime),
        DateTime instant => InstantText(instant),
        bool flag => flag ? "true" : "false",
        IEnumerable<string> words => string.Join(", ", words),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
