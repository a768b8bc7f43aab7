using Assay.EmbeddedEngine.Dispatch;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Calls;

/// <summary>A history call that waits for events which do not exist yet.</summary>
internal sealed record HistoryWaiter(
    Poller<GetWorkflowExecutionHistoryResponse> Poller, long FromEventId, bool CloseEventOnly, int PageSize);
