using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>
/// A home whose <c>temporal.yaml</c> names a cluster, and a second home whose <c>assay serve --listen</c> is that cluster. The second one
/// works on a task queue of its own, so that what the first home starts waits for the first home's workers.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class ClusterHome : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string root;

    public ClusterHome(string root, string cluster = "", string rest = "", string? address = null)
    {
        this.root = root;
        Address = address ?? FreePort.Address();
        Directory.CreateDirectory(Path);
        Configure(cluster, rest);
    }

    /// <summary>Where the cluster listens.</summary>
    public string Address { get; }

    public string Path => folder.File("home");

    public string ClusterPath => folder.File("cluster");

    public string ConfigurationPath => folder.File("home/temporal.yaml");

    public string File(string name) => folder.File(name);

    public void Configure(string cluster, string rest) => System.IO.File.WriteAllText(
        ConfigurationPath, $"engine: temporal\ntaskQueue: research\ncluster:\n  address: {Address}\n{cluster}{rest}");

    /// <summary>A file that only its owner may read.</summary>
    public string Secret(string name, ReadOnlySpan<byte> bytes)
    {
        var path = folder.File(name);
        System.IO.File.WriteAllBytes(path, bytes);
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public LivingProgram StartCluster(params IReadOnlyList<string> options) =>
        LivingProgram.Start(root, ["serve", "--home", ClusterPath, "--listen", Address, .. options]).Until("namespace 'default'");

    public LivingProgram StartWorker(params IReadOnlyList<string> options) =>
        LivingProgram.Start(root, ["worker", "--home", Path, .. options]);

    public LivingProgram StartRun(params IReadOnlyList<string> options) => LivingProgram.Start(root, ["run", "--home", Path, .. options]);

    public ProgramResult Run(params IReadOnlyList<string> options)
    {
        using var run = StartRun(options);
        return run.Finish();
    }

    public void Dispose() => folder.Dispose();
}
