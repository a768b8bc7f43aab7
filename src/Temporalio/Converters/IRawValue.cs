using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload not yet turned into a value.</summary>
public interface IRawValue
{
    Payload Payload { get; }
}
