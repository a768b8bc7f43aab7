using System.Diagnostics;
using System.Text;

namespace Assay.Tests.Interop.Programs;

/// <summary>A program that runs beside the test: its lines can be waited for, and it is told to end or killed.</summary>
internal sealed class LivingProgram : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(4);
    private readonly Process process;
    private readonly StringBuilder error = new();
    private readonly StringBuilder output = new();
    private readonly object gate = new();

    private LivingProgram(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public int Id => process.Id;

    /// <summary>Standard error up to now.</summary>
    public string Error
    {
        get
        {
            lock (gate)
            {
                return error.ToString();
            }
        }
    }

    public static LivingProgram Start(string root, params IReadOnlyList<string> arguments) => new(AssayProgram.Start(root, arguments));

    /// <summary>As above, with variables of the environment.</summary>
    public static LivingProgram StartWith(IReadOnlyDictionary<string, string?> environment, string root, params IReadOnlyList<string> arguments) =>
        new(AssayProgram.StartWith(environment, root, arguments));

    /// <summary>Waits until standard error holds a text; a program that ends before it fails the test.</summary>
    public LivingProgram Until(string text)
    {
        var end = DateTime.UtcNow + LongestWait;
        lock (gate)
        {
            while (!error.ToString().Contains(text, StringComparison.Ordinal))
            {
                var ended = process.HasExited;
                if (!Monitor.Wait(gate, TimeSpan.FromMilliseconds(500)) && (ended || DateTime.UtcNow > end))
                {
                    throw new InvalidOperationException($"The program {(ended ? "ended" : "did not come so far")} before it said '{text}': {error}");
                }
            }
        }

        return this;
    }

    /// <summary>Tells it to end, as a service manager does.</summary>
    public LivingProgram Terminate()
    {
        ForeignProgram.Run("/bin/kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode.ShouldBe(0);
        return this;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public ProgramResult Finish()
    {
        if (!process.WaitForExit(LongestWait))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end: {Error}");
        }

        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Keep(StringBuilder text, string? line)
    {
        lock (gate)
        {
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }

            Monitor.PulseAll(gate);
        }
    }
}
