using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Engine;

/// <summary>
/// The query by which Temporal's own tools ask any workflow what it is: its type, what it can be sent, and a text of its own on where it
/// stands. The answer is the message in JSON, whatever converter the user has.
/// </summary>
internal static class MetadataQuery
{
    public const string Name = "__temporal_workflow_metadata";

    /// <param name="run">Whose handlers and text are told.</param>
    /// <param name="type">The workflow's type.</param>
    public static Payload Answer(WorkflowRun run, string type)
    {
        var handlers = run.Handlers;
        var metadata = new WorkflowMetadata
        {
            CurrentDetails = run.CurrentDetails,
            Definition = new()
            {
                Type = type,
                QueryDefinitions = { Describe(handlers.Queries.Keys, handlers.DynamicQuery is not null) },
                SignalDefinitions = { Describe(handlers.Signals.Keys, handlers.DynamicSignal is not null) },
                UpdateDefinitions = { Describe(handlers.Updates.Keys, handlers.DynamicUpdate is not null) },
            },
        };
        return new()
        {
            Metadata =
            {
                ["encoding"] = ByteString.CopyFromUtf8("json/protobuf"),
                ["messageType"] = ByteString.CopyFromUtf8(WorkflowMetadata.Descriptor.FullName),
            },
            Data = ByteString.CopyFromUtf8(JsonFormatter.Default.Format(metadata)),
        };
    }

    /// <summary>By name; one without a name stands for a handler of whatever has none.</summary>
    private static IEnumerable<WorkflowInteractionDefinition> Describe(IEnumerable<string> names, bool dynamic) =>
        names.Order(StringComparer.Ordinal).Concat(dynamic ? [string.Empty] : []).Select(name => new WorkflowInteractionDefinition { Name = name });
}
