using System.Diagnostics;
using Assay.S3Artifacts;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos.Network;

/// <summary>npm's s3rver, a server not ours, on a free port with one bucket.</summary>
internal sealed class S3rver : IDisposable
{
    public const string Bucket = "assay";
    private readonly Process process;

    private S3rver(Process process, Uri endpoint)
    {
        this.process = process;
        Endpoint = endpoint;
    }

    /// <summary>Where <c>build/test.sh</c> installs it.</summary>
    public static string Folder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("ASSAY_CACHE");
            return Path.Combine(
                string.IsNullOrEmpty(cache) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "assay") : cache, "s3rver");
        }
    }

    public static bool IsAvailable => File.Exists(Program) && OnPath("node");

    public Uri Endpoint { get; }

    /// <summary>The key that this server always has.</summary>
    public static S3Credentials Credentials => new("S3RVER", "S3RVER");

    private static string Program => Path.Combine(Folder, "node_modules", "s3rver", "bin", "s3rver.js");

    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <param name="folder">Where it keeps the bucket.</param>
    public static async Task<S3rver> StartAsync(string folder)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Program, "--directory", folder, "--address", "127.0.0.1", "--port", $"{port}", "--configure-bucket", Bucket])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("listening", StringComparison.Ordinal))
            {
                // It tells of every request, and would stand still where nobody reads that.
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return new S3rver(process, new Uri($"http://127.0.0.1:{port}"));
            }
        }

        throw new InvalidOperationException($"s3rver did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
