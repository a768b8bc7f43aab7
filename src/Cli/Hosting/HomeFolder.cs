namespace Assay.Cli.Hosting;

/// <summary>The folders of a home. Nothing is made until the home is known to be writable.</summary>
internal sealed class HomeFolder
{
    private HomeFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>History of the embedded engine.</summary>
    public string HistoryFile => System.IO.Path.Combine(Path, "state", "history.db");

    /// <summary>Locked by the process that holds the home.</summary>
    public string LockFile => System.IO.Path.Combine(Path, "state", "host.lock");

    /// <summary>Says who holds the home, and how its engine is reached.</summary>
    public string HostNoteFile => System.IO.Path.Combine(Path, "state", "host.json");

    /// <summary>Structured log, one JSON object a line.</summary>
    public string LogFile => System.IO.Path.Combine(Path, "state", "assay.log");

    /// <exception cref="HomeException">The folder cannot be made or written.</exception>
    public static HomeFolder Open(string path)
    {
        var created = FirstMissing(path);
        try
        {
            var state = System.IO.Path.Combine(path, "state");
            Directory.CreateDirectory(state);
            var probe = System.IO.Path.Combine(state, $".probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new HomeFolder(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            RemoveEmpty(created);
            throw new HomeException($"The home {path} cannot be written ({cause.Message.TrimEnd('.')}); make it writable, or name another with --home.", cause);
        }
    }

    /// <summary>For those who only look: nothing is made, and the home may stand on a disk that cannot be written.</summary>
    public static HomeFolder ToRead(string path) => new(path);

    private static string? FirstMissing(string path)
    {
        string? missing = null;
        for (var folder = path; folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            missing = folder;
        }

        return missing;
    }

    /// <summary>A home that could not be opened leaves no empty folders behind.</summary>
    private static void RemoveEmpty(string? folder)
    {
        if (folder is null || !Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any())
        {
            return;
        }

        Directory.Delete(folder, recursive: true);
    }
}
