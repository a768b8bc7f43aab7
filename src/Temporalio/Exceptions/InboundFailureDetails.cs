using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Details that arrived as payloads.</summary>
public sealed record InboundFailureDetails(IPayloadConverter Converter, IReadOnlyList<Payload> Payloads) : IFailureDetails
{
    public int Count => Payloads.Count;

    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Converter.ToValue<T>(Payloads[index]);
    }
}
