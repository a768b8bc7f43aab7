using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>
/// Exceptions of <see cref="Exceptions"/> keep their kind; every other one becomes an application failure whose type is the exception's
/// class name, so that retry policies can name it. Causes go along.
/// </summary>
public class DefaultFailureConverter : IFailureConverter
{
    private const string Source = "DotNetSDK";
    private const string EncodedMessage = "Encoded failure";

    public DefaultFailureConverter()
        : this(new())
    {
    }

    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    public DefaultFailureConverterOptions Options { get; }

    public Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        if (exception is FailureException { Failure: { } original })
        {
            var again = original.Clone();
            if (again.EncodedAttributes is not null)
            {
                again.Message = EncodedMessage;
                again.StackTrace = string.Empty;
            }

            return again;
        }

        var failure = new Failure
        {
            Message = exception.Message,
            Source = Source,
            StackTrace = exception.StackTrace ?? string.Empty,
            Cause = exception.InnerException is { } inner ? ToFailure(inner, payloadConverter) : null,
        };
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = new()
                {
                    Type = application.ErrorType ?? string.Empty,
                    NonRetryable = application.NonRetryable,
                    Details = payloadConverter.ToPayloads(((OutboundFailureDetails)application.Details).Details),
                    NextRetryDelay = application.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = application.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = payloadConverter.ToPayloads(((OutboundFailureDetails)canceled.Details).Details) };
                break;
            case WorkflowAlreadyStartedException started:
                failure.ApplicationFailureInfo = new() { Type = nameof(WorkflowAlreadyStartedException) };
                failure.Message = $"{started.Message} (workflow {started.WorkflowId})";
                break;
            default:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }

        if (Options.EncodeCommonAttributes)
        {
            failure.EncodedAttributes = payloadConverter.ToPayload(new CommonAttributes(failure.Message, failure.StackTrace));
            failure.Message = EncodedMessage;
            failure.StackTrace = string.Empty;
        }

        return failure;
    }

    public Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        if (failure.EncodedAttributes is { } encoded)
        {
            var attributes = payloadConverter.ToValue<CommonAttributes>(encoded);
            failure = failure.Clone();
            failure.Message = attributes.Message;
            failure.StackTrace = attributes.StackTrace;
        }

        var inner = failure.Cause is null ? null : ToException(failure.Cause, payloadConverter);
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(failure, inner),
            _ => new ApplicationFailureException(failure, inner, payloadConverter),
        };
    }

    /// <summary>The names are those by which Temporal's SDKs share the payload.</summary>
    private sealed record CommonAttributes(
        [property: JsonPropertyName("message")] string Message, [property: JsonPropertyName("stack_trace")] string StackTrace);
}
