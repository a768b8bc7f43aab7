using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A timeout of an activity or a workflow passed.</summary>
public class TimeoutFailureException : FailureException
{
    internal protected TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner) =>
        LastHeartbeatDetails = new(converter, failure.TimeoutFailureInfo?.LastHeartbeatDetails?.Payloads_ ?? []);

    public new Failure Failure => base.Failure!;

    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    /// <summary>What the activity last reported before it fell silent.</summary>
    public InboundFailureDetails LastHeartbeatDetails { get; }
}
