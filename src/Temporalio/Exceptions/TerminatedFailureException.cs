using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated from outside.</summary>
public class TerminatedFailureException : FailureException
{
    internal protected TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner) => Details = details;

    public new Failure Failure => base.Failure!;

    public IFailureDetails? Details { get; }
}
