using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Something was cancelled; mostly found as the inner exception of an activity or child failure.</summary>
public class CanceledFailureException : FailureException
{
    internal protected CanceledFailureException(string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details);

    internal protected CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner) =>
        Details = new InboundFailureDetails(converter, failure.CanceledFailureInfo?.Details?.Payloads_ ?? []);

    public IFailureDetails Details { get; }
}
