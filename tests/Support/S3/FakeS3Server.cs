using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Support.S3;

/// <summary>
/// An S3 server for tests, on a real socket: path-style, one key, one region, buckets in memory. It is stricter than a real one: every request
/// must be signed over the bytes it carries, framed uploads and unknown calls are refused, and checksums are compared. On demand it fails in
/// the ways of <see cref="S3Fault"/>.
/// </summary>
public sealed class FakeS3Server : IAsyncDisposable
{
    public const string AccessKey = "AKIATESTTESTTESTTEST";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-test-1";
    private readonly Lock gate = new();
    private readonly Dictionary<string, SortedDictionary<string, byte[]>> buckets = new(StringComparer.Ordinal);
    private readonly List<(Func<string, string, bool> Where, S3Fault Fault)> faults = [];
    private readonly List<S3Request> requests = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication application;
    private bool isStopped;

    private FakeS3Server(WebApplication application) => this.application = application;

    public Uri Endpoint => new(application.Urls.Single());

    /// <summary>False to overlook If-None-Match, as some servers do.</summary>
    public bool HeedsConditions { get; set; } = true;

    /// <summary>Keys on one page of a listing.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>The server's clock.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Sees each request before it is carried out, with its method and key; what it throws breaks the connection.</summary>
    public Action<string, string>? Watch { get; set; }

    /// <summary>All requests so far, in the order of their answers.</summary>
    public IReadOnlyList<S3Request> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public static async Task<FakeS3Server> StartAsync(params IReadOnlyList<string> buckets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        var application = builder.Build();
        var server = new FakeS3Server(application);
        foreach (var bucket in buckets)
        {
            server.buckets[bucket] = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        }

        application.Run(server.ServeAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Fails the next requests that fit, one for each fault, in order.</summary>
    /// <param name="method">PUT, GET, HEAD, DELETE or LIST.</param>
    /// <param name="keyPart">What the key holds.</param>
    /// <param name="next">How they fail.</param>
    public void Fail(string method, string keyPart, params IReadOnlyList<S3Fault> next)
    {
        lock (gate)
        {
            faults.AddRange(next.Select(fault => ((Func<string, string, bool>)((m, k) => m == method && k.Contains(keyPart, StringComparison.Ordinal)), fault)));
        }
    }

    /// <summary>Fails as <paramref name="where"/> says, with that request alone.</summary>
    public void Fail(Func<string, string, bool> where, S3Fault fault)
    {
        lock (gate)
        {
            faults.Add((where, fault));
        }
    }

    public IReadOnlyList<string> Keys(string bucket)
    {
        lock (gate)
        {
            return [.. buckets[bucket].Keys];
        }
    }

    public byte[]? Get(string bucket, string key)
    {
        lock (gate)
        {
            return buckets[bucket].GetValueOrDefault(key);
        }
    }

    /// <summary>Puts bytes behind the clients' back; null takes them away.</summary>
    public void Set(string bucket, string key, byte[]? bytes)
    {
        lock (gate)
        {
            if (bytes is null)
            {
                buckets[bucket].Remove(key);
            }
            else
            {
                buckets[bucket][key] = bytes;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!isStopped)
        {
            isStopped = true;
            await stopping.CancelAsync();
            await application.DisposeAsync();
            stopping.Dispose();
        }
    }

    private static byte[] Flip(byte[] bytes)
    {
        var copy = bytes.ToArray();
        copy[copy.Length / 2] ^= 1;
        return copy;
    }

    private static byte[] Half(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private async Task ServeAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        var path = Uri.UnescapeDataString(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]).TrimStart('/').Split('/', 2);
        var key = path.Length == 2 ? path[1] : string.Empty;
        var method = key.Length == 0 && context.Request.Method == "GET" ? "LIST" : context.Request.Method;
        var subject = method == "LIST" ? context.Request.Query["prefix"].ToString() : key;
        var isConditional = context.Request.Headers.IfNoneMatch == "*";
        var fault = NextFault(method, subject);
        try
        {
            Watch?.Invoke(method, subject);
        }
        catch (OperationCanceledException)
        {
            fault = S3Fault.LostRequest;
        }

        switch (fault)
        {
            case S3Fault.LostRequest:
                Note(new S3Request(method, subject, 0, isConditional));
                context.Abort();
                return;
            case S3Fault.Silence:
                Note(new S3Request(method, subject, 0, isConditional));
                using (var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping.Token))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                }

                return;
            case S3Fault.InternalError:
            case S3Fault.SlowDown:
                var refused = fault == S3Fault.SlowDown ? new S3Answer(503, "SlowDown") : new S3Answer(500, "InternalError");
                await SendAsync(context, refused, null);
                Note(new S3Request(method, subject, refused.Status, isConditional));
                return;
        }

        var answer = S3Signature.Refuse(context, body, AccessKey, SecretKey, Region, Time.GetUtcNow()) is { } code
            ? new S3Answer(code == "XAmzContentSHA256Mismatch" ? 400 : 403, code)
            : Answer(context, method, path[0], key, body, isConditional, fault);
        Note(new S3Request(method, subject, fault == S3Fault.LostAnswer ? 0 : answer.Status, isConditional));
        if (fault == S3Fault.LostAnswer)
        {
            context.Abort();
            return;
        }

        await SendAsync(context, answer, fault);
    }

    private S3Answer Answer(HttpContext context, string method, string bucket, string key, byte[] body, bool isConditional, S3Fault? fault)
    {
        lock (gate)
        {
            if (!buckets.TryGetValue(bucket, out var objects))
            {
                return new S3Answer(404, "NoSuchBucket");
            }

            switch (method)
            {
                case "LIST" when context.Request.Query["list-type"] == "2":
                    return List(context, objects);
                case "PUT" when key.Length > 0:
                    return Put(context, objects, key, body, isConditional, fault);
                case "GET" when key.Length > 0 && context.Request.Headers.Range.Count == 0:
                case "HEAD" when key.Length > 0:
                    return objects.TryGetValue(key, out var found) ? new S3Answer(200, Body: found) : new S3Answer(404, "NoSuchKey");
                case "DELETE" when key.Length > 0:
                    objects.Remove(key);
                    return new S3Answer(204);
                default:
                    return new S3Answer(501, "NotImplemented");
            }
        }
    }

    private S3Answer Put(HttpContext context, SortedDictionary<string, byte[]> objects, string key, byte[] body, bool isConditional, S3Fault? fault)
    {
        var headers = context.Request.Headers;
        if (headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal) || headers.ContainsKey("x-amz-trailer"))
        {
            return new S3Answer(501, "NotImplemented");
        }

        if (headers.ContentMD5.Count > 0 && headers.ContentMD5 != Convert.ToBase64String(Md5(body)))
        {
            return new S3Answer(400, "BadDigest");
        }

        if (headers.TryGetValue("x-amz-checksum-sha256", out var checksum) && checksum != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return new S3Answer(400, "BadDigest");
        }

        if (isConditional && HeedsConditions && objects.ContainsKey(key))
        {
            return new S3Answer(412, "PreconditionFailed");
        }

        objects[key] = fault switch
        {
            S3Fault.HalfKept => Half(body),
            S3Fault.FlippedKept => Flip(body),
            _ => body,
        };
        return new S3Answer(200);
    }

    private S3Answer List(HttpContext context, SortedDictionary<string, byte[]> objects)
    {
        var prefix = context.Request.Query["prefix"].ToString();
        var delimiter = context.Request.Query["delimiter"].ToString();
        var after = context.Request.Query["continuation-token"].ToString();
        var found = objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)
            && string.CompareOrdinal(pair.Key, after) > 0
            && (delimiter.Length == 0 || !pair.Key[prefix.Length..].Contains(delimiter, StringComparison.Ordinal))).ToList();
        var page = found.Take(PageSize).ToList();
        XNamespace space = "http://s3.amazonaws.com/doc/2006-03-01/";
        var document = new XElement(
            space + "ListBucketResult",
            new XElement(space + "Prefix", prefix),
            new XElement(space + "KeyCount", page.Count),
            new XElement(space + "IsTruncated", found.Count > page.Count),
            found.Count > page.Count ? new XElement(space + "NextContinuationToken", page[^1].Key) : null,
            page.Select(pair => new XElement(
                space + "Contents",
                new XElement(space + "Key", pair.Key),
                new XElement(space + "LastModified", Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
                new XElement(space + "Size", pair.Value.Length))));
        return new S3Answer(200, Body: Encoding.UTF8.GetBytes(document.ToString()));
    }

    private async Task SendAsync(HttpContext context, S3Answer answer, S3Fault? fault)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Date = Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        response.Headers["x-amz-request-id"] = "1";
        var bytes = answer.Body ?? (answer.Code is null
            ? []
            : Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{answer.Code}</Code><Message>{answer.Code}</Message><RequestId>1</RequestId></Error>"));
        if (context.Request.Method == "HEAD")
        {
            response.ContentLength = answer.Body?.Length;
            return;
        }

        if (answer.Body is not null && bytes.Length > 0)
        {
            bytes = fault switch
            {
                S3Fault.HalfBody => Half(bytes),
                S3Fault.FlippedBody => Flip(bytes),
                _ => bytes,
            };
        }

        if (bytes.Length == 0)
        {
            return;
        }

        response.ContentLength = bytes.Length;
        if (fault == S3Fault.BrokenBody)
        {
            await response.Body.WriteAsync(Half(bytes));
            await response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await response.Body.WriteAsync(bytes);
    }

    private S3Fault? NextFault(string method, string key)
    {
        lock (gate)
        {
            var index = faults.FindIndex(fault => fault.Where(method, key));
            if (index < 0)
            {
                return null;
            }

            var fault = faults[index].Fault;
            faults.RemoveAt(index);
            return fault;
        }
    }

    private void Note(S3Request request)
    {
        lock (gate)
        {
            requests.Add(request);
        }
    }

#pragma warning disable CA5351 // The protocol's checksum, not a secret's.
    private static byte[] Md5(byte[] body) => MD5.HashData(body);
#pragma warning restore CA5351

    private sealed record S3Answer(int Status, string? Code = null, byte[]? Body = null);
}
