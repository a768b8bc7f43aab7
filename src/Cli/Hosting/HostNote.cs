using System.Diagnostics;
using Assay.Artifacts;
using Assay.Artifacts.Json;

namespace Assay.Cli.Hosting;

/// <summary>
/// Who holds a home and how it is reached: <c>state/host.json</c>, which only its owner may read. The way in is a loopback port that asks for
/// a token made for this host, and not a Unix socket: a socket's path is limited to about 100 bytes, which homes exceed, and many shared
/// file systems have none; and the listener asks for keys in the same way where <c>--listen</c> opens it to others.
/// </summary>
/// <param name="Role">The command that holds it.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Address"><c>127.0.0.1:port</c>; null for a host that has no engine to reach.</param>
/// <param name="Token">What every call must carry.</param>
/// <param name="TaskQueue">The queue its worker polls.</param>
internal sealed record HostNote(HostRole Role, int ProcessId, string? Address, string? Token, string TaskQueue)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What it is called in a sentence.</summary>
    public string Command => Role == HostRole.Command ? "assay" : $"assay {Role.ToString().ToLowerInvariant()}";

    /// <summary>Null where there is no note, or none that can be read.</summary>
    public static HostNote? TryRead(HomeFolder home)
    {
        try
        {
            return CanonicalJson.Deserialize<HostNote>(File.ReadAllBytes(home.HostNoteFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArtifactException)
        {
            return null;
        }
    }

    public static void Remove(HomeFolder home) => File.Delete(home.HostNoteFile);

    /// <summary>False where the process is gone: the note was left by one that was killed.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Replaces the note whole; at no moment may another user read it.</summary>
    public void Write(HomeFolder home)
    {
        var aside = home.HostNoteFile + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(CanonicalJson.Serialize(this));
        }

        File.Move(aside, home.HostNoteFile, overwrite: true);
    }

    /// <summary>Why nobody else may host now.</summary>
    public HomeException Refusal(HomeFolder home) =>
        new($"The home {home.Path} is held by another host, '{Command}' (process {ProcessId}); use that one, or end it first.");
}
