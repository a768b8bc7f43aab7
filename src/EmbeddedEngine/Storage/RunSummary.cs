using Temporalio.Api.Workflow.V1;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>What a list shows of one run; the key orders runs by their start.</summary>
internal sealed record RunSummary(long RunKey, WorkflowExecutionInfo Info);
