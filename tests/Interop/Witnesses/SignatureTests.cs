using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Witnesses;

/// <summary>Foreign programs check the release's signature, with the public key beside it and nothing of ours.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class SignatureTests(ReleasedHome home) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string PublicKey => Path.Combine(home.ReleaseFolder, "release.pub.pem");

    public void Dispose() => folder.Dispose();

    [InstalledFact("openssl")]
    public void Manifest_CheckedByOpenssl_IsSignedByTheReleaseKey()
    {
        var result = CheckByOpenssl(payload => payload);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe("Verified OK\n");
    }

    [InstalledFact("openssl")]
    public void Manifest_OneBitOff_IsRefusedByOpenssl()
    {
        var result = CheckByOpenssl(payload =>
        {
            payload[payload.Length / 2] ^= 1;
            return payload;
        });

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldStartWith("Verification failure");
    }

    [SigstoreFact]
    public void Bundle_CheckedBySigstore_IsSignedByTheReleaseKey()
    {
        var result = CheckBySigstore(Bundle());

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldBe("verified\n");
    }

    [SigstoreFact]
    public void Bundle_AnotherPayload_IsRefusedBySigstore()
    {
        var text = File.ReadAllText(Bundle());
        var changed = folder.File("bundle.json");
        File.WriteAllText(changed, text.Replace("\"payload\":\"eyJ", "\"payload\":\"eyK", StringComparison.Ordinal));
        File.ReadAllText(changed).ShouldNotBe(text);

        var result = CheckBySigstore(changed);

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("signature verification failed");
    }

    /// <summary>Builds what DSSE signs, "DSSEv1" with the lengths and texts of type and payload, from the envelope alone.</summary>
    private ProgramResult CheckByOpenssl(Func<byte[], byte[]> change)
    {
        using var envelope = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(home.ReleaseFolder, "manifest.dsse.json")));
        var type = envelope.RootElement.GetProperty("payloadType").GetString()!;
        var payload = change(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());
        var heading = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} ");
        File.WriteAllBytes(folder.File("pae"), [.. Encoding.UTF8.GetBytes(heading), .. payload]);
        var signature = envelope.RootElement.GetProperty("signatures").EnumerateArray().ShouldHaveSingleItem().GetProperty("sig");
        File.WriteAllBytes(folder.File("signature"), signature.GetBytesFromBase64());
        return ForeignProgram.Run("openssl", "dgst", "-sha256", "-verify", PublicKey, "-signature", folder.File("signature"), folder.File("pae"));
    }

    private string Bundle() => Directory.GetFiles(home.ReleaseFolder, "*.sigstore.json").ShouldHaveSingleItem();

    private ProgramResult CheckBySigstore(string bundle) => ForeignProgram.Finish(ForeignProgram.Start(
        "node",
        [Path.Combine(SharedData.FindCheckout()!, "tests", "Interop", "sigstore", "verify.cjs"), bundle, PublicKey],
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = SigstoreFactAttribute.ModulesFolder }));
}
