namespace Temporalio.Exceptions;

/// <summary>The values attached to a failure.</summary>
public interface IFailureDetails
{
    int Count { get; }

    /// <summary>The value at an index as the type; throws <see cref="ArgumentOutOfRangeException"/> outside 0..Count-1.</summary>
    T ElementAt<T>(int index);
}
