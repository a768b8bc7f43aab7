using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Assay.Artifacts;

namespace Assay.S3Artifacts;

/// <summary>What went wrong with the bucket, in one sentence. Nothing of the request is told, for it holds the key.</summary>
internal static class S3Fault
{
    internal static ArtifactException Of(Exception failure, S3StoreOptions options, string what, bool isLate)
    {
        var service = failure as AmazonServiceException ?? failure.InnerException as AmazonServiceException;
        if (service is { StatusCode: not 0 })
        {
            return OfAnswer(service, options, what);
        }

        if (isLate || failure is OperationCanceledException)
        {
            return new ArtifactException($"The S3 endpoint {options.Endpoint} did not answer in time about {what}; check the network, or give it longer in temporal.yaml.", failure, isTransient: true);
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return new ArtifactException(
                    $"The S3 endpoint {options.Endpoint} cannot be reached ({socket.Message.TrimEnd('.')}); check the address in temporal.yaml and the network.", failure, isTransient: true);
            }
        }

        return new ArtifactException($"The connection to the S3 endpoint {options.Endpoint} broke off over {what}; check the network.", failure, isTransient: true);
    }

    private static ArtifactException OfAnswer(AmazonServiceException service, S3StoreOptions options, string what)
    {
        var code = string.IsNullOrEmpty(service.ErrorCode) ? ((int)service.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture) : service.ErrorCode;
        return (service.ErrorCode, service.StatusCode) switch
        {
            ("NoSuchBucket", _) => new ArtifactException($"The bucket {options.Bucket} is not at {options.Endpoint}; make it once, or name another in temporal.yaml."),
            ("RequestTimeTooSkewed", _) => new ArtifactException(
                $"The clocks of this machine and of the S3 endpoint {options.Endpoint} differ by more than a signature bears; set this machine's clock.", isTransient: true),
            ("BadDigest" or "XAmzContentSHA256Mismatch" or "XAmzContentChecksumMismatch", _) => new ArtifactException(
                $"The S3 endpoint {options.Endpoint} received other bytes for {what} than were sent ({code}); check the network.", service, isTransient: true),
            ("RequestTimeout" or "SlowDown" or "ConditionalRequestConflict" or "OperationAborted", _) or (_, HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) =>
                new ArtifactException($"The S3 endpoint {options.Endpoint} is too busy for {what} ({code}); try again later.", service, isTransient: true),
            (_, HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) => new ArtifactException(
                $"The S3 endpoint {options.Endpoint} refuses the key for {what} ({code}); check the credentials that temporal.yaml names, and what they may do."),
            (_, >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented) => new ArtifactException(
                $"The S3 endpoint {options.Endpoint} failed at {what} ({code}); try again later.", service, isTransient: true),
            _ => new ArtifactException($"The S3 endpoint {options.Endpoint} refuses the request for {what} ({code}); check that it is an S3 server and what temporal.yaml says of it.", service),
        };
    }
}
