using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>One run in detail.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    private readonly DataConverter dataConverter;

    internal protected WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter)
    {
        RawDescription = rawDescription;
        this.dataConverter = dataConverter;
    }

    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    public Task<string?> GetStaticSummaryAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    public Task<string?> GetStaticDetailsAsync() => ReadAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> ReadAsync(Payload? payload) =>
        payload is null ? null : await new EncodedRawValue(dataConverter, payload).ToValueAsync<string?>();
}
