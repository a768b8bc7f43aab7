using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A failure of user code, with a type name that retry policies and callers can tell apart.</summary>
public class ApplicationFailureException : FailureException
{
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    internal protected ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo ?? new();
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_ ?? []);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>The type by which retry policies name it; null where none was given.</summary>
    public string? ErrorType { get; }

    public bool NonRetryable { get; }

    public IFailureDetails Details { get; }

    /// <summary>Overrides the retry policy's wait before the next attempt.</summary>
    public TimeSpan? NextRetryDelay { get; }

    public ApplicationErrorCategory Category { get; }
}
