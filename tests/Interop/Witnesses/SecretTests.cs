using System.Security.Cryptography;
using System.Text;
using Assay.Tests.Interop.Programs;

namespace Assay.Tests.Interop.Witnesses;

/// <summary>Private keys stay in their files.</summary>
[Collection(nameof(ReleasedHomeCollection))]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretTests(ReleasedHome home)
{
    [Fact]
    public void Run_Release_LeavesNoPrivateKeyInAnyOtherFileOrOutput()
    {
        var keys = Directory.GetFiles(Path.Combine(home.Path, "keys"), "*.pem", SearchOption.AllDirectories);
        keys.Length.ShouldBeGreaterThan(2);
        var secrets = keys.SelectMany(SecretsOf).ToList();
        var others = Directory.GetFiles(home.Path, "*", SearchOption.AllDirectories).Except(keys).ToList();
        others.ShouldContain(file => file.EndsWith("history.db", StringComparison.Ordinal));
        others.ShouldContain(file => file.EndsWith("assay.log", StringComparison.Ordinal));

        foreach (var file in others)
        {
            HoldsNone(File.ReadAllBytes(file), file);
        }

        HoldsNone(Encoding.UTF8.GetBytes(home.FirstRun.Output), "standard output");
        HoldsNone(Encoding.UTF8.GetBytes(home.FirstRun.Error), "standard error");

        void HoldsNone(byte[] content, string name) =>
            secrets.FindIndex(secret => content.AsSpan().IndexOf(secret) >= 0).ShouldBe(-1, name);
    }

    [Fact]
    public void Run_Release_MakesKeysThatTheirOwnerAloneReads()
    {
        foreach (var key in Directory.GetFiles(Path.Combine(home.Path, "keys"), "*.pem", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, key);
        }
    }

    /// <summary>The key's number in the forms in which it could slip out: raw, Base64 and hexadecimal, and the text of its file.</summary>
    private static IEnumerable<byte[]> SecretsOf(string path)
    {
        var pem = File.ReadAllText(path);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        var number = key.ExportParameters(includePrivateParameters: true).D!;
        yield return number;
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(number));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(number));
        yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(number)[..40]);
        yield return Encoding.ASCII.GetBytes(pem.Split('\n')[1]);
    }
}
