using System.CommandLine;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Domain;

namespace Assay.Cli.Commands;

/// <summary>
/// How long a command that was told to stop may take before the process is ended under it: its drain, and some time for what follows, since a
/// native training notices its cancellation late. Nothing is lost where that is not enough.
/// </summary>
internal static class StopPatience
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private static TimeSpan Default => After(new WorkerSettings());

    public static TimeSpan Of(ParseResult parsed)
    {
        var option = parsed.CommandResult.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == SharedOptions.HomeName);
        try
        {
            return option is null ? Default : Of(Checkout.HomeOr(parsed.GetValue(option)), Checkout.Folder);
        }
        catch (Exception fault) when (fault is AssayException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // The command itself says what is wrong with the home or the file.
            return Default;
        }
    }

    /// <param name="home">The home, which need not be there.</param>
    /// <param name="checkout">Where <c>temporal.yaml</c> lies when the home has none.</param>
    /// <exception cref="Configuration.ConfigurationException">The file has a wrong key or value.</exception>
    public static TimeSpan Of(string home, string checkout) => After(DeploymentFile.Read(home, checkout).Settings.Worker ?? new WorkerSettings());

    private static TimeSpan After(WorkerSettings worker) => TimeSpan.FromSeconds(worker.DrainSeconds) + Margin;
}
