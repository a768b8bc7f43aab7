using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>A call between two ends in one process as a wire would carry it: both messages are serialised and parsed anew.</summary>
internal static class WireBytes
{
    public static async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> call,
        TRequest request,
        MessageParser<TRequest> requests,
        MessageParser<TResponse> responses,
        CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        try
        {
            var response = await call(requests.ParseFrom(request.ToByteArray()), cancellationToken);
            return responses.ParseFrom(response.ToByteArray());
        }
        catch (RpcException failure)
        {
            // Only what a wire carries: code, message and the serialised details.
            throw new RpcException(failure.Code, failure.Message, failure.RawStatus?.ToArray());
        }
    }
}
