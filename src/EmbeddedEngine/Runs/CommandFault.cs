using Temporalio.Api.Enums.V1;

namespace Assay.EmbeddedEngine.Runs;

/// <summary>Why a workflow task's commands cannot be carried out.</summary>
internal sealed record CommandFault(WorkflowTaskFailedCause Cause, string Detail)
{
    public string Message => Detail.Length == 0 ? Cause.ToString() : $"{Cause}: {Detail}";
}
