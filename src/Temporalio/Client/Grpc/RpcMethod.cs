using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Grpc;

/// <summary>
/// One call as the wire knows it. The list is read from the service interfaces, so a call added to one of them is at once on the wire, on
/// both sides.
/// </summary>
internal abstract class RpcMethod
{
    private static readonly FrozenDictionary<MethodInfo, RpcMethod> ByMember =
        new[] { typeof(IWorkflowService), typeof(IOperatorService) }.SelectMany(s => s.GetMethods()).ToFrozenDictionary(member => member, Create);

    private readonly FieldDescriptor? namespaceField;

    protected RpcMethod(MethodInfo member, MessageDescriptor request)
    {
        Name = member.Name[..^"Async".Length];
        Path = $"/{ServiceName(member.DeclaringType!)}/{Name}";
        namespaceField = request.FindFieldByName("namespace");
    }

    public static IEnumerable<RpcMethod> All => ByMember.Values;

    public string Name { get; }

    /// <summary>The path of its HTTP request.</summary>
    public string Path { get; }

    public static RpcMethod Of(MethodInfo member) => ByMember[member];

    /// <summary>The full name of a service on the wire.</summary>
    public static string ServiceName(Type service) =>
        service == typeof(IWorkflowService) ? "temporal.api.workflowservice.v1.WorkflowService" : "temporal.api.operatorservice.v1.OperatorService";

    /// <summary>True where the answer may be a long time coming although all is well.</summary>
    public bool IsLongPoll(IMessage request) =>
        Name.StartsWith("Poll", StringComparison.Ordinal)
        || request is UpdateWorkflowExecutionRequest or ExecuteMultiOperationRequest or GetWorkflowExecutionHistoryRequest { WaitNewEvent: true };

    /// <summary>The namespace a request speaks of; null where it has none.</summary>
    public string? NamespaceOf(IMessage request) => namespaceField?.Accessor.GetValue(request) as string;

    /// <summary>Makes the call.</summary>
    /// <returns>A task of the method's own response type.</returns>
    public abstract Task SendAsync(GrpcChannel channel, IMessage request, CancellationToken cancellationToken);

    /// <exception cref="InvalidProtocolBufferException">The bytes are no such request.</exception>
    public abstract IMessage ParseRequest(byte[] bytes);

    /// <summary>True where the object is the service that this call belongs to.</summary>
    public abstract bool IsOf(object service);

    /// <summary>Has the service answer the call.</summary>
    public abstract Task<IMessage> AnswerAsync(object service, IMessage request, CancellationToken cancellationToken);

    /// <summary>The answer that says nothing: of a long poll, that there was nothing to do.</summary>
    public abstract IMessage EmptyAnswer();

    private static RpcMethod Create(MethodInfo member)
    {
        var request = member.GetParameters()[0].ParameterType;
        var response = member.ReturnType.GetGenericArguments()[0];
        return (RpcMethod)Activator.CreateInstance(typeof(RpcMethod<,,>).MakeGenericType(member.DeclaringType!, request, response), member)!;
    }
}
