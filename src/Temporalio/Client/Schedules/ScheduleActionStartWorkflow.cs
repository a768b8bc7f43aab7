using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow. The service appends the scheduled time to the workflow id.</summary>
/// <param name="Workflow">The workflow type.</param>
/// <param name="Args">Its arguments; <see cref="IEncodedRawValue"/> in what a description holds, sent back unchanged.</param>
/// <param name="Options">Id and task queue are required; policies on ids, start signals and call limits are not allowed.</param>
public record ScheduleActionStartWorkflow(string Workflow, IReadOnlyCollection<object?> Args, WorkflowOptions Options) : ScheduleAction
{
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options) =>
        Create((LambdaExpression)workflowRunCall, typeof(TWorkflow), options);

    public static ScheduleActionStartWorkflow Create<TWorkflow>(Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options) =>
        Create((LambdaExpression)workflowRunCall, typeof(TWorkflow), options);

    public static ScheduleActionStartWorkflow Create(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options);

    internal static async Task<ScheduleActionStartWorkflow> FromProtoAsync(NewWorkflowExecutionInfo proto, DataConverter converter) => new(
        proto.WorkflowType.Name,
        [.. (proto.Input?.Payloads_ ?? []).Select(payload => new EncodedRawValue(converter, payload))],
        new(proto.WorkflowId, proto.TaskQueue.Name)
        {
            ExecutionTimeout = proto.WorkflowExecutionTimeout?.ToTimeSpan(),
            RunTimeout = proto.WorkflowRunTimeout?.ToTimeSpan(),
            TaskTimeout = proto.WorkflowTaskTimeout?.ToTimeSpan(),
            RetryPolicy = proto.RetryPolicy is null ? null : Common.RetryPolicy.FromProto(proto.RetryPolicy),
            Memo = proto.Memo.ToEncodedValues(converter).ToDictionary(entry => entry.Key, entry => (object)entry.Value),
            TypedSearchAttributes = proto.SearchAttributes is null ? null : SearchAttributeCollection.FromProto(proto.SearchAttributes),
            StaticSummary = await ReadAsync(proto.UserMetadata?.Summary, converter),
            StaticDetails = await ReadAsync(proto.UserMetadata?.Details, converter),
        });

    /// <summary>Encodes value by value, since those that came from a description are encoded already.</summary>
    internal override async Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(DataConverter converter)
    {
        if (string.IsNullOrEmpty(Options.Id) || string.IsNullOrEmpty(Options.TaskQueue))
        {
            throw new ArgumentException($"The scheduled workflow {Workflow} needs an id and a task queue");
        }

        if (Options.IdReusePolicy != WorkflowIdReusePolicy.AllowDuplicate || Options.IdConflictPolicy != WorkflowIdConflictPolicy.Unspecified
            || Options.CronSchedule is not null || Options.StartSignal is not null || Options.Rpc is not null)
        {
            throw new ArgumentException($"The scheduled workflow {Workflow} may have no id policy, cron schedule, start signal or call limit");
        }

        var start = new NewWorkflowExecutionInfo
        {
            WorkflowId = Options.Id,
            WorkflowType = new() { Name = Workflow },
            TaskQueue = new() { Name = Options.TaskQueue },
            WorkflowExecutionTimeout = ToDuration(Options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(Options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(Options.TaskTimeout),
            RetryPolicy = Options.RetryPolicy?.ToProto(),
            SearchAttributes = Options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            UserMetadata = converter.PayloadConverter.ToMetadata(Options.StaticSummary, Options.StaticDetails) is { } metadata
                ? await PayloadVisitor.EncodeAsync(metadata, converter.PayloadCodec)
                : null,
        };
        if (Args.Count > 0)
        {
            start.Input = new();
            foreach (var arg in Args)
            {
                start.Input.Payloads_.Add(await WriteAsync(arg, converter));
            }
        }

        if (Options.Memo is { Count: > 0 } memo)
        {
            start.Memo = new();
            foreach (var (key, value) in memo)
            {
                start.Memo.Fields.Add(key, await WriteAsync(value, converter));
            }
        }

        return new() { StartWorkflow = start };
    }

    private static ScheduleActionStartWorkflow Create(LambdaExpression workflowRunCall, System.Type workflowType, WorkflowOptions options)
    {
        var (method, args) = ExpressionCall.Extract(workflowRunCall);
        return new(WorkflowDefinition.NameFromRunCall(method, workflowType), args, options);
    }

    private static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private static async Task<string?> ReadAsync(Payload? payload, DataConverter converter) =>
        payload is null ? null : await new EncodedRawValue(converter, payload).ToValueAsync<string?>();

    private static async Task<Payload> WriteAsync(object? value, DataConverter converter)
    {
        if (value is IEncodedRawValue encoded)
        {
            return encoded.Payload;
        }

        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec is { } codec ? (await codec.EncodeAsync([payload])).Single() : payload;
    }
}
