using System.Net;
using System.Net.Http.Headers;

namespace Assay.MarketSources.Http;

/// <summary>Reads every body itself, up to a cap, so that no vendor can fill our memory; what is too long fails as <see cref="BodyTooLargeException"/>.</summary>
internal sealed class BoundedBodyHandler : DelegatingHandler
{
    private const int ChunkBytes = 1 << 16;
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);
    private readonly int mostBytes;

    /// <param name="mostBytes">After decompression.</param>
    // No redirects: a header with a key must not follow one to another host.
    public BoundedBodyHandler(int mostBytes)
    {
        this.mostBytes = mostBytes;
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLife,
            UseCookies = false,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            var bytes = await ReadAsync(response.Content, cancellationToken);
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = response.Content.Headers.ContentType is { } type && MediaTypeHeaderValue.TryParse(type.ToString(), out var parsed) ? parsed : null;
            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (true)
        {
            var read = await stream.ReadAsync(chunk, cancellationToken);
            if (read == 0)
            {
                return whole.ToArray();
            }

            if (whole.Length + read > mostBytes)
            {
                throw new BodyTooLargeException();
            }

            whole.Write(chunk, 0, read);
        }
    }
}
