using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Engine;

/// <summary>What a run needs to know before its first event.</summary>
internal sealed record WorkflowRunDetails(
    WorkflowDefinition Definition,
    string Namespace,
    string TaskQueue,
    string WorkflowId,
    string RunId,
    DataConverter Converter,
    IReadOnlyCollection<Type> FailureExceptionTypes,
    ILoggerFactory LoggerFactory);
