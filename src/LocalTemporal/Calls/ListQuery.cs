using System.Text.RegularExpressions;
using Temporalio.Api.Enums.V1;

namespace LocalTemporal.Calls;

/// <summary>The visibility query, so far as it is offered: equalities of four fields, joined by AND.</summary>
internal sealed partial record ListQuery(string Clause, IReadOnlyList<object> Values)
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["WorkflowId"] = "workflow_id",
        ["RunId"] = "run_id",
        ["WorkflowType"] = "workflow_type",
        ["ExecutionStatus"] = "status",
    };

    /// <summary>Throws InvalidArgument for anything else.</summary>
    public static ListQuery Parse(string query)
    {
        var values = new List<object>();
        var clause = "";
        var rest = query.Trim();
        while (rest.Length > 0)
        {
            var match = Equality().Match(rest);
            if (!match.Success || !Columns.TryGetValue(match.Groups["field"].Value, out var column))
            {
                throw Errors.Invalid($"invalid query: '{query}'. Offered are {string.Join(", ", Columns.Keys)}, each = 'value', joined by AND.");
            }

            var text = match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal);
            values.Add(column == "status" ? (int)Status(text) : text);
            clause += $" AND {column}=${values.Count}";
            rest = rest[match.Length..];
            if (rest.Length == 0 && match.Groups["and"].Success)
            {
                throw Errors.Invalid($"invalid query: '{query}' ends with AND.");
            }
        }

        return new(clause, values);
    }

    private static WorkflowExecutionStatus Status(string text) =>
        Enum.TryParse<WorkflowExecutionStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw Errors.Invalid($"invalid query: '{text}' is not an execution status.");

    [GeneratedRegex("""^(?<field>\w+)\s*=\s*(?:'(?<text>(?:[^']|'')*)'|"(?<text>[^"]*)")\s*(?:$|(?<and>AND)\s+|(?<and>AND)$)""", RegexOptions.IgnoreCase)]
    private static partial Regex Equality();
}
