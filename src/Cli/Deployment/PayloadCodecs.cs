using Assay.PayloadEncryption;
using Temporalio.Converters;

namespace Assay.Cli.Deployment;

/// <summary>How values travel to and from the engine: as JSON, and encrypted where <c>temporal.yaml</c> says so.</summary>
internal static class PayloadCodecs
{
    private const int KeyBytes = 32;

    /// <exception cref="Configuration.ConfigurationException">A key file is missing, readable by others, or has another length.</exception>
    public static DataConverter ConverterOf(DeploymentFile deployment)
    {
        if (deployment.Settings.Payloads is not { } payloads)
        {
            return DataConverter.Default;
        }

        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [payloads.Id!] = Key("payloads.keyFile", payloads.KeyFile!) };
        foreach (var former in payloads.FormerKeys ?? [])
        {
            keys[former.Id!] = Key("payloads.formerKeys.keyFile", former.KeyFile!);
        }

        return DataConverter.Default with
        {
            FailureConverter = new EncodedFailures(),
            PayloadCodec = new AesGcmPayloadCodec(keys, payloads.Id!),
        };

        byte[] Key(string key, string file)
        {
            var bytes = deployment.ReadNamed(key, file, secret: true)!;
            return bytes.Length == KeyBytes
                ? bytes
                : throw deployment.Fault(key, $"names a file of {bytes.Length} bytes, but a key has {KeyBytes}; make one with 'head -c 32 /dev/urandom'");
        }
    }

    /// <summary>What went wrong may speak of what the payloads hold, so messages are encrypted too.</summary>
    private sealed class EncodedFailures() : DefaultFailureConverter(new DefaultFailureConverterOptions { EncodeCommonAttributes = true });
}
