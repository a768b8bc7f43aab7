using System.Diagnostics;

namespace Assay.Tests.Interop.Programs;

/// <summary>Runs programs to their end.</summary>
internal static class ForeignProgram
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    /// <summary>Whether a program is on PATH.</summary>
    public static bool IsInstalled(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    public static ProgramResult Run(string name, params IReadOnlyList<string> arguments) => Finish(Start(name, arguments, new Dictionary<string, string?>()));

    /// <summary>Starts a program with additional variables of the environment; a null value takes one away.</summary>
    public static Process Start(string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end; a program that hangs is ended and fails the test.</summary>
    public static ProgramResult Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(LongestRun))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end in {LongestRun}.");
            }

            process.WaitForExit();
            return new ProgramResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }
}
