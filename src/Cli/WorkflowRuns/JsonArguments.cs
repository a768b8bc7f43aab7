using System.Text.Json;
using Assay.Cli.Commands;

namespace Assay.Cli.WorkflowRuns;

/// <summary>Arguments of signals, queries and updates as a person writes them: each one JSON value.</summary>
internal static class JsonArguments
{
    /// <exception cref="UsageException">One of them is not JSON.</exception>
    public static IReadOnlyCollection<object?> Parse(IReadOnlyList<string> texts)
    {
        var values = new object?[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                using var document = JsonDocument.Parse(texts[i]);
                values[i] = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                throw new UsageException($"Argument {i + 1}, {texts[i]}, is not JSON; write text as '\"text\"' and objects as '{{\"name\": \"value\"}}'.");
            }
        }

        return values;
    }
}
