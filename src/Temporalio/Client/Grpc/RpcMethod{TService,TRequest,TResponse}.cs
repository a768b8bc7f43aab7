using System.Reflection;
using Google.Protobuf;

namespace Temporalio.Client.Grpc;

/// <inheritdoc/>
internal sealed class RpcMethod<TService, TRequest, TResponse>(MethodInfo member) : RpcMethod(member, new TRequest().Descriptor)
    where TService : class
    where TRequest : IMessage<TRequest>, new()
    where TResponse : IMessage<TResponse>, new()
{
    private static readonly MessageParser<TRequest> Requests = new(() => new TRequest());
    private static readonly MessageParser<TResponse> Responses = new(() => new TResponse());

    private readonly Func<TService, TRequest, CancellationToken, Task<TResponse>> answer =
        member.CreateDelegate<Func<TService, TRequest, CancellationToken, Task<TResponse>>>();

    public override Task SendAsync(GrpcChannel channel, IMessage request, CancellationToken cancellationToken) =>
        channel.CallAsync(Path, request, NamespaceOf(request), IsLongPoll(request), Responses, cancellationToken);

    public override IMessage ParseRequest(byte[] bytes) => Requests.ParseFrom(bytes);

    public override bool IsOf(object service) => service is TService;

    public override async Task<IMessage> AnswerAsync(object service, IMessage request, CancellationToken cancellationToken) =>
        await answer((TService)service, (TRequest)request, cancellationToken);

    public override IMessage EmptyAnswer() => new TResponse();
}
