using Assay.Cli.Hosting;
using System.Globalization;
using Assay.Cli.Releases;
using Assay.Domain;
using Assay.Native;
using Temporalio.Exceptions;

namespace Assay.Cli.Commands;

/// <summary>Runs what a command does and turns each fault into one sentence on standard error and an exit code.</summary>
internal static class CommandFaults
{
    /// <param name="action">The command; gives its exit code.</param>
    /// <param name="interrupted">What to say where the person interrupted it.</param>
    public static async Task<int> TellAsync(Func<Task<int>> action, string interrupted)
    {
        try
        {
            return await action();
        }
        catch (UsageException fault)
        {
            await Console.Error.WriteLineAsync("assay: " + fault.Message);
            return ExitCode.WrongUsage;
        }
        catch (ReleaseCommandException refusal) when (refusal.GateSaidNo)
        {
            await Console.Error.WriteLineAsync("assay: " + refusal.Message);
            return ExitCode.GateSaidNo;
        }
        catch (Exception fault) when (fault is AssayException or NativeLibraryMissingException)
        {
            await Console.Error.WriteLineAsync("assay: " + fault.Message);
            return ExitCode.Failed;
        }
        catch (RpcException refusal)
        {
            await Console.Error.WriteLineAsync($"assay: {Sentence(refusal)}");
            return ExitCode.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"assay: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}; check the home folder and its disk.");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("assay: " + interrupted);
            return ExitCode.Failed;
        }
        catch (Exception fault) when (Keep(fault) is { } details)
        {
            await Console.Error.WriteLineAsync(
                $"assay: This is a fault of the program, not of the input ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); {details} holds the details.");
            return ExitCode.Failed;
        }
    }

    /// <summary>Where a fault of the program lies with all its words, which a person has no use for on the screen.</summary>
    public static string DetailsFile => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"assay-fault-{Environment.ProcessId}.txt"));

    private static string? Keep(Exception fault)
    {
        try
        {
            File.WriteAllText(DetailsFile, fault.ToString());
            return DetailsFile;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the workflow engine said, for faults that no part of the command explains better.</summary>
    private static string Sentence(RpcException refusal)
    {
        var said = refusal.Message.ReplaceLineEndings(" ").TrimEnd('.');
        return refusal.Code switch
        {
            RpcException.StatusCode.Unimplemented => $"The workflow engine does not offer what this command needs ({said}); use one that does.",
            _ when Connections.IsAway(refusal) =>
                $"The workflow engine does not answer ({said}); check that it runs, and try again.",
            RpcException.StatusCode.NotFound => $"The workflow engine does not know it ({said}); check the id.",
            _ => $"The workflow engine refuses ({refusal.Code}: {said}).",
        };
    }
}
