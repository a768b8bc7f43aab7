using System.Diagnostics;
using System.Text.Json;
using Assay.Tests.Support;

namespace Assay.Tests.Chaos.Network;

/// <summary>
/// Three workers on machines of their own, one of which loses its network in the middle of the selection: the others end it, and the files are
/// those of a run on one machine. <c>three-workers.sh</c> tells the story.
/// </summary>
public sealed class ThreeWorkersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [NamespacesFact]
    public async Task Selection_OneOfThreeMachinesCutOffAndKilled_EndsWithTheFilesOfOneMachine() => await RunAsync(new Dictionary<string, string>());

    /// <summary>What the lost machine still computes, and brings late, changes nothing.</summary>
    [NamespacesFact]
    public async Task Selection_OneOfThreeMachinesCutOffAndBackAgain_EndsWithTheFilesOfOneMachine() =>
        await RunAsync(new Dictionary<string, string> { ["RETURNS"] = "1", ["CUT_SECONDS"] = "32" });

    private async Task RunAsync(Dictionary<string, string> environment)
    {
        SmallMarket.Write(folder.Path);
        var checkout = SharedData.FindCheckout()!;
        var start = new ProcessStartInfo("bash", [Path.Combine(checkout, "tests", "Chaos", "Network", "three-workers.sh"), folder.File("machines")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASSAY_ROOT"] = folder.Path;
        start.Environment["ASSAY_PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "Assay.Cli.dll");
        start.Environment["S3RVER"] = S3rver.Folder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(0, texts[0] + texts[1]);
        texts[1].ShouldContain("the third machine is cut off");
        using var ended = JsonDocument.Parse(texts[0]);
        ended.RootElement.GetProperty("same").GetBoolean().ShouldBeTrue();
        ended.RootElement.GetProperty("files").GetInt32().ShouldBeGreaterThan(50);
    }
}
