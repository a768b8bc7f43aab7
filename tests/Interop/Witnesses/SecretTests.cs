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

        var others = Secret.AreNotIn(home.Path, secrets, keys);

        others.ShouldContain(file => file.EndsWith("history.db", StringComparison.Ordinal));
        others.ShouldContain(file => file.EndsWith("assay.log", StringComparison.Ordinal));
        Secret.AreNotIn(home.FirstRun.Output, secrets, "standard output");
        Secret.AreNotIn(home.FirstRun.Error, secrets, "standard error");
    }

    [Fact]
    public void Run_Release_MakesKeysThatTheirOwnerAloneReads()
    {
        foreach (var key in Directory.GetFiles(Path.Combine(home.Path, "keys"), "*.pem", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, key);
        }
    }

    /// <summary>The key's number, and the text of its file.</summary>
    private static IEnumerable<Secret> SecretsOf(string path)
    {
        var pem = File.ReadAllText(path);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        yield return new Secret(path, key.ExportParameters(includePrivateParameters: true).D!);
        yield return new Secret(path, Encoding.ASCII.GetBytes(pem.Split('\n')[1]));
    }
}
