using System.Reflection;
using Assay.EmbeddedEngine.Calls;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>
/// The methods of the two interfaces under their names in Temporal's API. The package has no generated service base, and its service
/// descriptors are not asked: they would make those of the whole API, 150 ms of a command's start. A method of the services that the
/// interfaces do not have is answered as unimplemented.
/// </summary>
internal sealed class GrpcMethods : IServiceMethodProvider<GrpcCalls>
{
    /// <summary>Full names of the services.</summary>
    public static IReadOnlyList<string> ServiceNames { get; } = [NameOf(typeof(IWorkflowService)), NameOf(typeof(IOperatorService))];

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<GrpcCalls> context)
    {
        AddAll<IWorkflowService>(nameof(AddWorkflowCall), context);
        AddAll<IOperatorService>(nameof(AddOperatorCall), context);
    }

    /// <param name="member">A method of one of the two interfaces.</param>
    internal static Method<TRequest, TResponse> MethodOf<TRequest, TResponse>(MethodInfo member)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> => new(
        MethodType.Unary, NameOf(member.DeclaringType!), member.Name[..^"Async".Length], MarshallerOf<TRequest>(), MarshallerOf<TResponse>());

    private static string NameOf(Type service) =>
        service == typeof(IWorkflowService) ? "temporal.api.workflowservice.v1.WorkflowService" : "temporal.api.operatorservice.v1.OperatorService";

    private static void AddAll<TService>(string add, ServiceMethodProviderContext<GrpcCalls> context)
    {
        var open = typeof(GrpcMethods).GetMethod(add, BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var member in typeof(TService).GetMethods())
        {
            open.MakeGenericMethod(member.GetParameters()[0].ParameterType, member.ReturnType.GenericTypeArguments[0]).Invoke(null, [context, member]);
        }
    }

    private static void AddWorkflowCall<TRequest, TResponse>(ServiceMethodProviderContext<GrpcCalls> context, MethodInfo member)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var answer = member.CreateDelegate<Func<IWorkflowService, TRequest, CancellationToken, Task<TResponse>>>();
        context.AddUnaryMethod(MethodOf<TRequest, TResponse>(member), [], (calls, request, call) => calls.AnswerAsync(answer, request, call));
    }

    private static void AddOperatorCall<TRequest, TResponse>(ServiceMethodProviderContext<GrpcCalls> context, MethodInfo member)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var answer = member.CreateDelegate<Func<IOperatorService, TRequest, CancellationToken, Task<TResponse>>>();
        context.AddUnaryMethod(MethodOf<TRequest, TResponse>(member), [], (calls, request, call) => calls.AnswerAsync(answer, request, call));
    }

    private static Marshaller<T> MarshallerOf<T>()
        where T : class, IMessage<T>
    {
        var parser = (MessageParser<T>)typeof(T).GetProperty("Parser", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return new(
            (value, context) =>
            {
                context.SetPayloadLength(value.CalculateSize());
                value.WriteTo(context.GetBufferWriter());
                context.Complete();
            },
            context => Parse(parser, context));
    }

    private static T Parse<T>(MessageParser<T> parser, DeserializationContext context)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(context.PayloadAsReadOnlySequence());
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw Errors.Create(StatusCode.Internal, $"grpc: the message is malformed: {fault.Message}");
        }
    }
}
