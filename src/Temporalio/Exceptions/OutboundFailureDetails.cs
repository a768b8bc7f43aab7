namespace Temporalio.Exceptions;

/// <summary>Details given by user code in this process.</summary>
public sealed record OutboundFailureDetails(IReadOnlyCollection<object?>? Details) : IFailureDetails
{
    public int Count => Details?.Count ?? 0;

    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T)Details!.ElementAt(index)!;
    }
}
