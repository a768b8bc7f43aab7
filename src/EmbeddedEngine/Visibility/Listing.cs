using System.Globalization;
using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Filter.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>List and count by a visibility query.</summary>
internal sealed class Listing(ServiceCore core)
{
    private const int DefaultPageSize = 1_000;

    public ListWorkflowExecutionsResponse List(string query, int pageSize, ByteString pageToken)
    {
        var parsed = QueryParser.Parse(query, core.SearchAttributes);
        if (parsed.GroupByStatus)
        {
            throw Errors.Invalid("invalid query: GROUP BY is for counting.");
        }

        var size = pageSize is > 0 and < DefaultPageSize ? pageSize : DefaultPageSize;
        var (rows, next) = core.Store.List(parsed, ListToken.Parse(pageToken), size);
        var response = new ListWorkflowExecutionsResponse { NextPageToken = next?.ToByteString() ?? ByteString.Empty };
        response.Executions.AddRange(rows);
        return response;
    }

    public CountWorkflowExecutionsResponse Count(string query)
    {
        var parsed = QueryParser.Parse(query, core.SearchAttributes);
        var response = new CountWorkflowExecutionsResponse();
        foreach (var (status, count) in core.Store.Count(parsed))
        {
            response.Count += count;
            if (parsed.GroupByStatus)
            {
                response.Groups.Add(new CountWorkflowExecutionsResponse.Types.AggregationGroup
                {
                    Count = count,
                    GroupValues =
                    {
                        new Temporalio.Api.Common.V1.Payload
                        {
                            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
                            Data = ByteString.CopyFromUtf8($"\"{(WorkflowExecutionStatus)status}\""),
                        },
                    },
                });
            }
        }

        return response;
    }

    public ListOpenWorkflowExecutionsResponse ListOpen(ListOpenWorkflowExecutionsRequest request)
    {
        var listed = List(
            $"ExecutionStatus = 'Running'{Times("StartTime", request.StartTimeFilter)}{Filters(request.ExecutionFilter, request.TypeFilter)}",
            request.MaximumPageSize,
            request.NextPageToken);
        return new() { Executions = { listed.Executions }, NextPageToken = listed.NextPageToken };
    }

    public ListClosedWorkflowExecutionsResponse ListClosed(ListClosedWorkflowExecutionsRequest request)
    {
        var status = request.StatusFilter is { } filter ? $" AND ExecutionStatus = '{filter.Status}'" : "";
        var listed = List(
            $"ExecutionStatus != 'Running'{Times("CloseTime", request.StartTimeFilter)}{Filters(request.ExecutionFilter, request.TypeFilter)}{status}",
            request.MaximumPageSize,
            request.NextPageToken);
        return new() { Executions = { listed.Executions }, NextPageToken = listed.NextPageToken };
    }

    private static string Times(string field, StartTimeFilter? filter) =>
        (filter?.EarliestTime is { } from ? $" AND {field} >= '{Instant(from.ToTicks())}'" : "")
        + (filter?.LatestTime is { } to ? $" AND {field} <= '{Instant(to.ToTicks())}'" : "");

    private static string Filters(WorkflowExecutionFilter? execution, WorkflowTypeFilter? type) =>
        (execution is { WorkflowId.Length: > 0 } ? $" AND WorkflowId = {Quoted(execution.WorkflowId)}" : "")
        + (execution is { RunId.Length: > 0 } ? $" AND RunId = {Quoted(execution.RunId)}" : "")
        + (type is { Name.Length: > 0 } ? $" AND WorkflowType = {Quoted(type.Name)}" : "");

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Instant(long ticks) => new DateTimeOffset(ticks, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture);
}
