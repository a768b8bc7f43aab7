using System.Runtime.Versioning;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Engines;

/// <summary>What <c>assay doctor</c> says of engine, workers and store.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DoctorTests : IDisposable
{
    private readonly SmallMarket market = SmallMarket.Strict();

    public void Dispose() => market.Dispose();

    [Fact]
    public void Doctor_NoHomeYet_SaysThatItComesAndMakesNothing()
    {
        using var folder = new TemporaryFolder();

        var result = Doctor(folder.File("home"));

        result.ExitCode.ShouldBe(0, result.Output);
        Statuses(result).ShouldBe(["temporal.yaml ok", "home later", "workflow engine later", "artifact store later", "sources of bars ok", "sources of actions ok", "sources of fundamentals later", "sources of series later", "sources of sentiment later"]);
        Directory.Exists(folder.File("home")).ShouldBeFalse();
    }

    [Fact]
    public void Doctor_HostedHomeThenAtRest_SeesTheHostAndItsWorkers()
    {
        using var folder = new TemporaryFolder();
        using var serve = LivingProgram.Start(market.Root, "serve", "--home", folder.Path).Until("serving");

        var hosted = Doctor(folder.Path);
        serve.Terminate().Finish().ExitCode.ShouldBe(0);
        var atRest = Doctor(folder.Path);

        hosted.ExitCode.ShouldBe(0, hosted.Output);
        hosted.Output.ShouldContain($"embedded, held by 'assay serve' (process {serve.Id})");
        Statuses(hosted).Count(line => line == "workers ok").ShouldBe(2);
        atRest.ExitCode.ShouldBe(0, atRest.Output);
        Statuses(atRest).ShouldContain("workers later");
    }

    [Fact]
    public void Doctor_Cluster_SaysWhatIsMissing()
    {
        using var there = new ClusterHome(market.Root);
        Directory.CreateDirectory(there.File("home/state"));

        var away = Doctor(there.Path);
        using var service = there.StartCluster();
        var idle = Doctor(there.Path);
        using var worker = there.StartWorker();
        worker.Until("working for");
        var served = Doctor(there.Path);

        away.ExitCode.ShouldBe(1);
        Statuses(away).ShouldContain("workflow engine missing");
        away.Output.ShouldContain($"The Temporal cluster at {there.Address} cannot be reached (");
        idle.ExitCode.ShouldBe(1);
        idle.Output.ShouldContain("nobody polls the task queue 'research': start 'assay worker'");
        served.ExitCode.ShouldBe(0, served.Output);
        served.Output.ShouldContain($"{there.Address}, namespace 'default'");
        Statuses(served).Count(line => line == "workers ok").ShouldBe(2);
    }

    [Fact]
    public void Doctor_WrongFile_IsAFindingWithItsSentence()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("temporal.yaml"), "engin: embedded\n");

        var result = Doctor(folder.Path);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBe($"temporal.yaml            wrong    {folder.File("temporal.yaml")}, line 1: the key 'engin' is unknown; correct it.\n");
    }

    private static List<string> Statuses(ProgramResult result) =>
        [.. result.Output.TrimEnd('\n').Split('\n').Select(line => $"{line[..24].TrimEnd()} {line[25..33].TrimEnd()}")];

    private ProgramResult Doctor(string home) => AssayProgram.Run(market.Root, "doctor", "--home", home);
}
