using System.Reflection;
using Assay.EmbeddedEngine.Calls;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using OperatorReflection = Temporalio.Api.OperatorService.V1.ServiceReflection;
using WorkflowReflection = Temporalio.Api.WorkflowService.V1.ServiceReflection;

namespace Assay.EmbeddedEngine.Grpc;

/// <summary>
/// The methods of the two interfaces under the names that Temporal's service descriptors give them. The package has no generated service
/// base; a method of the services that the interfaces do not have is answered as unimplemented.
/// </summary>
internal sealed class GrpcMethods : IServiceMethodProvider<GrpcCalls>
{
    /// <summary>Full names of the services.</summary>
    public static IReadOnlyList<string> ServiceNames { get; } = [Workflow.FullName, Operator.FullName];

    internal static ServiceDescriptor Workflow => WorkflowReflection.Descriptor.Services.Single(s => s.Name == "WorkflowService");

    internal static ServiceDescriptor Operator => OperatorReflection.Descriptor.Services.Single(s => s.Name == "OperatorService");

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<GrpcCalls> context)
    {
        AddAll<IWorkflowService>(nameof(AddWorkflowCall), Workflow, context);
        AddAll<IOperatorService>(nameof(AddOperatorCall), Operator, context);
    }

    private static void AddAll<TService>(string add, ServiceDescriptor service, ServiceMethodProviderContext<GrpcCalls> context)
    {
        var open = typeof(GrpcMethods).GetMethod(add, BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var member in typeof(TService).GetMethods())
        {
            var method = service.FindMethodByName(member.Name[..^"Async".Length]);
            open.MakeGenericMethod(method.InputType.ClrType, method.OutputType.ClrType).Invoke(null, [context, method, member]);
        }
    }

    private static void AddWorkflowCall<TRequest, TResponse>(ServiceMethodProviderContext<GrpcCalls> context, MethodDescriptor method, MethodInfo member)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var answer = member.CreateDelegate<Func<IWorkflowService, TRequest, CancellationToken, Task<TResponse>>>();
        context.AddUnaryMethod(MethodOf<TRequest, TResponse>(method), [], (calls, request, call) => calls.AnswerAsync(answer, request, call));
    }

    private static void AddOperatorCall<TRequest, TResponse>(ServiceMethodProviderContext<GrpcCalls> context, MethodDescriptor method, MethodInfo member)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var answer = member.CreateDelegate<Func<IOperatorService, TRequest, CancellationToken, Task<TResponse>>>();
        context.AddUnaryMethod(MethodOf<TRequest, TResponse>(method), [], (calls, request, call) => calls.AnswerAsync(answer, request, call));
    }

    internal static Method<TRequest, TResponse> MethodOf<TRequest, TResponse>(MethodDescriptor method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(MethodType.Unary, method.Service.FullName, method.Name, MarshallerOf<TRequest>(method.InputType), MarshallerOf<TResponse>(method.OutputType));

    private static Marshaller<T> MarshallerOf<T>(MessageDescriptor message)
        where T : class, IMessage<T>
    {
        var parser = (MessageParser<T>)message.Parser;
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
