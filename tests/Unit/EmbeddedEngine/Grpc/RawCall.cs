using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Assay.Tests.Unit.EmbeddedEngine.Grpc;

/// <summary>A gRPC call made by hand, so that a test sees headers, body and trailers as they are.</summary>
internal sealed record RawCall(HttpStatusCode Http, IReadOnlyDictionary<string, string> Headers, byte[] Body, IReadOnlyDictionary<string, string> Trailers)
{
    private const string Service = "/temporal.api.workflowservice.v1.WorkflowService/";

    public static async Task<RawCall> SendAsync(string address, string method, IMessage request, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var path = method.StartsWith('/') ? method : Service + method;
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{address}{path}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(request)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        foreach (var (name, value) in headers)
        {
            if (name == "content-type")
            {
                message.Content.Headers.ContentType = new MediaTypeHeaderValue(value);
            }
            else
            {
                message.Headers.Add(name, value);
            }
        }

        using var response = await http.SendAsync(message);
        var body = await response.Content.ReadAsByteArrayAsync();
        return new(response.StatusCode, Read(response.Headers), body, Read(response.TrailingHeaders));
    }

    /// <summary>Not compressed, then the length, then the message.</summary>
    private static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }

    private static Dictionary<string, string> Read(HttpResponseHeaders headers) =>
        headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
}
