using Temporalio.Api.Enums.V1;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>The fields that every run has, and the columns in which they are found.</summary>
internal static class VisibilityFields
{
    private static readonly Dictionary<string, VisibilityField> Known = new(StringComparer.Ordinal)
    {
        ["WorkflowId"] = new("workflow_id", IndexedValueType.Keyword),
        ["RunId"] = new("run_id", IndexedValueType.Keyword),
        ["WorkflowType"] = new("workflow_type", IndexedValueType.Keyword),
        ["TaskQueue"] = new("task_queue", IndexedValueType.Keyword),
        ["ExecutionStatus"] = new("status", IndexedValueType.Keyword, IsStatus: true),
        ["StartTime"] = new("start_ticks", IndexedValueType.Datetime),
        ["CloseTime"] = new("close_ticks", IndexedValueType.Datetime),
        ["ExecutionTime"] = new("execution_ticks", IndexedValueType.Datetime),
        ["ExecutionDuration"] = new("(close_ticks - start_ticks) * 100", IndexedValueType.Int),
        ["HistoryLength"] = new("history_length", IndexedValueType.Int),
    };

    public static IReadOnlyDictionary<string, IndexedValueType> Types { get; } =
        Known.ToDictionary(f => f.Key, f => f.Value.Type, StringComparer.Ordinal);

    public static bool IsSystem(string name) => Known.ContainsKey(name);

    public static VisibilityField? Find(string name) => Known.GetValueOrDefault(name);
}
