using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Runs on the workflow's thread, so it must be deterministic and quick.</summary>
public interface IPayloadConverter
{
    Payload ToPayload(object? value);

    object? ToValue(Payload payload, Type type);
}
