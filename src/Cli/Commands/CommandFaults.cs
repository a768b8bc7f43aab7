using Assay.Cli.Releases;
using Assay.Domain;
using Assay.Native;

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
    }
}
