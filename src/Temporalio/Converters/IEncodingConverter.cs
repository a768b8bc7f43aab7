using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>One encoding of values, named in the payload's metadata.</summary>
public interface IEncodingConverter
{
    /// <summary>The name under <c>encoding</c> in a payload's metadata, such as <c>json/plain</c>.</summary>
    string Encoding { get; }

    /// <summary>False where this encoding is not for such a value.</summary>
    bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload);

    object? ToValue(Payload payload, Type type);
}
