using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Assay.Artifacts;
using Assay.Domain;

namespace Assay.S3Artifacts;

/// <summary>
/// The bucket as the store uses it: whole documents under keys, each call with its retries. Every call blocks; callers have threads of their
/// own. Failures are <see cref="ArtifactException"/>, transient where another attempt later may mend them.
/// </summary>
internal sealed class S3Bucket : IDisposable
{
    private const int BytesPerSecond = 256 * 1024;
    private const long LargestUpload = 5L << 30;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private readonly S3StoreOptions options;
    private readonly TimeProvider time;
    private readonly AmazonS3Client client;

    internal S3Bucket(S3StoreOptions options, S3Credentials credentials, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        var config = new AmazonS3Config
        {
            ServiceURL = options.Endpoint.ToString(),
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            UseHttp = options.Endpoint.Scheme == Uri.UriSchemeHttp,

            // Once, for that is how the client corrects its idea of the server's clock; the rest is Attempt's.
            MaxErrorRetry = 1,
            Timeout = TimeSpan.FromHours(1),
            ConnectTimeout = options.Timeout,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
        };
        AWSCredentials key = credentials.SessionToken is { } token
            ? new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, token)
            : new BasicAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey);
        client = new AmazonS3Client(key, config);
    }

    /// <summary>Where a key lies, for people.</summary>
    internal string Describe(string key) => $"s3://{options.Bucket}/{options.Prefix}{key}";

    /// <summary>Size of what lies under a key; null where nothing does.</summary>
    internal long? SizeOf(string key)
    {
        return Attempt<long?>(key, 0, async token =>
        {
            try
            {
                return await AskAsync(token);
            }
            catch (AmazonS3Exception unexplained) when (unexplained.StatusCode == HttpStatusCode.Forbidden)
            {
                // This answer has no room for a reason. A listing says it: a wrong key, or a clock, of which the client then knows.
                _ = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix + key, MaxKeys = 1 }, token);
                return await AskAsync(token);
            }
        });

        async Task<long?> AskAsync(CancellationToken token)
        {
            try
            {
                return (await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = options.Bucket, Key = options.Prefix + key }, token)).ContentLength;
            }
            catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }
    }

    /// <summary>Opens what lies under a key and hands it on; false where nothing does. Begun anew with each attempt.</summary>
    internal bool TryRead(string key, long expected, Func<Stream, CancellationToken, Task> read) => Attempt(key, expected, async token =>
    {
        try
        {
            using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = options.Bucket, Key = options.Prefix + key }, token);
            await read(answer.ResponseStream, token);
            return true;
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound && absent.ErrorCode != "NoSuchBucket")
        {
            return false;
        }
    });

    /// <summary>Writes a document whole; the server is told its digest, and refuses other bytes where it looks.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="open">Opens the bytes, once for each attempt.</param>
    /// <param name="bytes">How many there are.</param>
    /// <param name="digest">Of the bytes.</param>
    /// <param name="onlyIfAbsent">Asks the server to refuse where something lies there already; not every server heeds it.</param>
    /// <returns>False where the server refused since something lies there.</returns>
    internal bool Write(string key, Func<Stream> open, long bytes, Digest digest, bool onlyIfAbsent)
    {
        if (bytes > LargestUpload)
        {
            throw new ArtifactException($"{Describe(key)} would have {bytes:n0} bytes, and one upload may have {LargestUpload:n0}; take fewer symbols or a shorter period.");
        }

        return Attempt(key, bytes, async token =>
        {
            var stream = open();
            await using (stream)
            {
                var request = new PutObjectRequest
                {
                    BucketName = options.Bucket,
                    Key = options.Prefix + key,
                    InputStream = stream,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    ContentType = "application/octet-stream",
                    ChecksumSHA256 = Convert.ToBase64String(Convert.FromHexString(digest.Hex)),
                };
                if (onlyIfAbsent)
                {
                    request.IfNoneMatch = "*";
                }

                try
                {
                    _ = await client.PutObjectAsync(request, token);
                    return true;
                }
                catch (AmazonS3Exception refused) when (onlyIfAbsent && refused.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return false;
                }
            }
        });
    }

    /// <summary>Keys directly below a folder, in ordinal order.</summary>
    internal IReadOnlyList<string> List(string folder)
    {
        var keys = new List<string>();
        string? next = null;
        do
        {
            var from = next;
            var page = Attempt(folder, 0, token => client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = options.Bucket, Prefix = options.Prefix + folder, Delimiter = "/", ContinuationToken = from }, token));
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key[options.Prefix.Length..]));
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    internal void Delete(string key) => Attempt(key, 0, token =>
        client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = options.Bucket, Key = options.Prefix + key }, token));

    /// <summary>Runs a request, again after a pause where the failure may pass.</summary>
    internal T Attempt<T>(string key, long bytes, Func<CancellationToken, Task<T>> request)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var late = new CancellationTokenSource(options.Timeout + TimeSpan.FromSeconds(bytes / (double)BytesPerSecond), time);
            try
            {
                return request(late.Token).GetAwaiter().GetResult();
            }
            catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
            {
                var told = S3Fault.Of(failure, options, Describe(key), late.IsCancellationRequested);
                if (!told.IsTransient || attempt >= options.Attempts)
                {
                    throw told;
                }
            }

            var pause = options.FirstPause * Math.Pow(2, attempt - 1);
            Task.Delay(pause < LongestPause ? pause : LongestPause, time).GetAwaiter().GetResult();
        }
    }

    public void Dispose() => client.Dispose();
}
