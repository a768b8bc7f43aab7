using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>The workflow service itself failed the work.</summary>
public class ServerFailureException : FailureException
{
    internal protected ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
    }

    public new Failure Failure => base.Failure!;

    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
