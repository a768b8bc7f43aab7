using Assay.Configuration;

namespace Assay.Cli.Deployment;

/// <summary>The <c>temporal.yaml</c> that holds for a home: its own, else the checkout's; where neither is there, everything is at its default.</summary>
internal sealed class DeploymentFile
{
    public const string FileName = "temporal.yaml";

    private DeploymentFile(string path, DeploymentSettings settings)
    {
        Path = path;
        Settings = settings;
    }

    /// <summary>Absolute path, for messages; the checkout's where no file is there.</summary>
    public string Path { get; }

    public DeploymentSettings Settings { get; }

    /// <param name="home">The home.</param>
    /// <param name="checkout">The folder the program was started from, with <c>config/</c>.</param>
    /// <exception cref="ConfigurationException">The file has a wrong key or value.</exception>
    public static DeploymentFile Read(string home, string checkout)
    {
        var own = System.IO.Path.Combine(home, FileName);
        var path = File.Exists(own) ? own : System.IO.Path.GetFullPath(System.IO.Path.Combine(checkout, FileName));
        if (!File.Exists(path))
        {
            return new DeploymentFile(path, new DeploymentSettings());
        }

        var folder = new ConfigurationFolder(System.IO.Path.GetDirectoryName(path)!, KeyStyle.CamelCase);
        return new DeploymentFile(path, folder.Read(FileName, new DeploymentSettingsValidator()));
    }

    /// <summary>The engine that a command uses: the one it was told, else the file's.</summary>
    public EngineKind EngineOr(string? told) =>
        string.Equals(told ?? Settings.Engine, EngineNames.Temporal, StringComparison.Ordinal) ? EngineKind.Temporal : EngineKind.Embedded;

    /// <summary>Reads a file that a key names; null where the key is left out.</summary>
    /// <param name="key">The key with its sections, for messages.</param>
    /// <param name="value">The path it gives.</param>
    /// <param name="secret">True where only the owner may have access.</param>
    /// <exception cref="ConfigurationException">The file is not there, cannot be read, or others may read it although it is secret.</exception>
    public byte[]? ReadNamed(string key, string? value, bool secret)
    {
        if (value is null)
        {
            return null;
        }

        var file = System.IO.Path.GetFullPath(value, System.IO.Path.GetDirectoryName(Path)!);
        const UnixFileMode Others = (UnixFileMode)0b111_111;
        try
        {
            var bytes = File.ReadAllBytes(file);
            return secret && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0
                ? throw Fault(key, $"names {file}, which others than its owner may read; take their rights away (chmod 600)")
                : bytes;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault(key, $"names {file}, which is not there; give the path of an existing file", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault(key, $"names {file}, which cannot be read; check that it is a file and its permissions", fault);
        }
    }

    /// <summary>One sentence with file and key.</summary>
    public ConfigurationException Fault(string key, string problem, Exception? cause = null) => new($"{Path}: {key} {problem}.", cause);
}
