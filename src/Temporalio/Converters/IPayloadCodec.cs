using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>
/// Changes payloads on their way to the service and back, such as to encrypt or to compress them. Runs outside of workflow code, so it may
/// wait. The number of payloads may differ between both sides, except where the place holds exactly one.
/// </summary>
public interface IPayloadCodec
{
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Undoes <see cref="EncodeAsync"/>; payloads that were never encoded must come out as they are.</summary>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
