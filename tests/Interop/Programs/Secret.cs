using System.Buffers.Text;
using System.Text;

namespace Assay.Tests.Interop.Programs;

/// <summary>Bytes that belong in one file alone, looked for in the forms in which they could slip out: raw, hexadecimal and Base64.</summary>
internal sealed class Secret
{
    private readonly string name;
    private readonly List<byte[]> forms;

    /// <param name="name">Said where it is found.</param>
    /// <param name="bytes">The secret, eight bytes or more.</param>
    public Secret(string name, ReadOnlySpan<byte> bytes)
    {
        this.name = name;
        forms = [bytes.ToArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)), Encoding.ASCII.GetBytes(Convert.ToHexString(bytes))];

        // Inside a longer Base64 text it begins at one of three places; what of it fills whole groups of three bytes looks the same wherever it stands.
        for (var skipped = 0; skipped < 3; skipped++)
        {
            var whole = bytes[skipped..];
            whole = whole[..(whole.Length / 3 * 3)];
            forms.Add(Encoding.ASCII.GetBytes(Convert.ToBase64String(whole)));
            forms.Add(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(whole)));
        }
    }

    /// <summary>Fails where a file of the folder, but those named, holds one of the secrets.</summary>
    /// <returns>The files that were read.</returns>
    public static List<string> AreNotIn(string folder, IReadOnlyList<Secret> secrets, IReadOnlyCollection<string> except)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Except(except).ToList();
        foreach (var file in files)
        {
            AreNotIn(File.ReadAllBytes(file), secrets, file);
        }

        return files;
    }

    public static void AreNotIn(string text, IReadOnlyList<Secret> secrets, string where) => AreNotIn(Encoding.UTF8.GetBytes(text), secrets, where);

    private static void AreNotIn(byte[] content, IReadOnlyList<Secret> secrets, string where)
    {
        foreach (var secret in secrets)
        {
            secret.forms.FindIndex(form => content.AsSpan().IndexOf(form) >= 0).ShouldBe(-1, $"{secret.name} in {where}");
        }
    }
}
