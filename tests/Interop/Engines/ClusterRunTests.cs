using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Client;

namespace Assay.Tests.Interop.Engines;

/// <summary>The chain on a cluster: workers of other processes do it, and nothing else is different.</summary>
[Collection(nameof(ReleasedHomeCollection))]
[UnsupportedOSPlatform("windows")]
public sealed partial class ClusterRunTests(ReleasedHome home)
{
    private const string Computed = ": done in ";

    [Fact]
    public void Run_OnAClusterWithTwoWorkers_EndsAsOnTheEmbeddedEngine()
    {
        using var there = new ClusterHome(home.Root);
        Directory.CreateDirectory(there.File("store"));
        Directory.CreateDirectory(there.File("computer"));
        there.Configure("", $"artifacts: {{ store: folder, folder: {there.File("store")} }}\n");
        File.Copy(there.ConfigurationPath, there.File("computer/temporal.yaml"));
        using var cluster = there.StartCluster();
        using var run = there.StartRun("--json");
        run.Until("no worker polls the task queue 'research', so nothing goes on there; start one with 'assay worker'");
        run.Until("no worker polls the task queue 'research-home'");
        using var keeper = there.StartWorker();
        using var computer = LivingProgram.Start(home.Root, "worker", "--home", there.File("computer"), "--queues", "computing");

        var result = run.Finish();

        result.ExitCode.ShouldBe(0, result.Error);
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("outcome").GetString().ShouldBe("released");
        result.Error.ShouldMatch("[A-Z][A-Za-z]+: [1-9] under way");
        Content(there.Path).ShouldBe(Content(home.Path));
        File.Exists(Path.Combine(there.Path, "artifacts", "runs", document.RootElement.GetProperty("run_id").GetString()!, "report.html")).ShouldBeTrue();
        keeper.Error.Split('\n')[0].ShouldEndWith(
            $"working for {there.Address}, namespace 'default', on 'research' and 'research-home', in {there.Path}");
        computer.Error.Split('\n')[0].ShouldContain("on 'research', in");
        EndsWell(keeper);
        EndsWell(computer);
        EndsWell(cluster);
        File.Exists(Path.Combine(there.Path, "state", "host.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WorkerKilledInMidRunBehindTlsKeyAndEncryption_GoesOnWithAnotherAndRepeatsNothing()
    {
        using var authority = new TestAuthority();
        using var there = new ClusterHome(home.Root);
        var server = authority.Server("temporal.test");
        var client = authority.Client("worker");
        var key = there.Secret("api.key", "a-key-of-the-test"u8);
        var encryption = RandomNumberGenerator.GetBytes(32);
        var payloads = there.Secret("payloads.key", encryption);
        var clientKey = there.Secret("home/client.key", Encoding.ASCII.GetBytes(client.Key));
        File.WriteAllText(there.File("home/client.pem"), client.Certificate);
        File.WriteAllText(there.File("home/ca.pem"), authority.RootPem);
        File.WriteAllText(there.File("server.pem"), server.Certificate);
        File.WriteAllText(there.File("server.key"), server.Key);
        there.Configure(
            $"  apiKeyFile: {key}\n  tls: {{ serverCa: ca.pem, serverName: temporal.test, clientCertificate: client.pem, clientKey: client.key }}\n",
            "payloads: { id: test, keyFile: ../payloads.key }\n");
        using var cluster = there.StartCluster(
            "--tls-cert", there.File("server.pem"), "--tls-key", there.File("server.key"), "--tls-client-ca", there.File("home/ca.pem"), "--api-key-file", key);
        using var first = there.StartWorker();
        using var run = there.StartRun();
        first.Until("BacktestCandidate");
        first.Kill();
        var known = Done(first.Error);
        using var second = there.StartWorker();

        var result = run.Finish();

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("released: ");
        Content(there.Path).ShouldBe(Content(home.Path));
        known.ShouldContain("InspectQuality");
        Done(second.Error).Intersect(known).ShouldBeEmpty("what the first worker finished is not computed again");
        EndsWell(second);

        // What the cluster keeps of the payloads is unreadable there.
        var options = new TemporalClientConnectOptions(there.Address)
        {
            ApiKey = "a-key-of-the-test",
            Tls = new()
            {
                Domain = "temporal.test",
                ServerRootCACert = Encoding.ASCII.GetBytes(authority.RootPem),
                ClientCert = Encoding.ASCII.GetBytes(client.Certificate),
                ClientPrivateKey = Encoding.ASCII.GetBytes(client.Key),
            },
        };
        var reader = await TemporalClient.ConnectAsync(options);
        var histories = 0;
        await foreach (var history in reader.ListWorkflowHistoriesAsync("TaskQueue = 'research'"))
        {
            var json = history.ToJson();
            json.ShouldContain(Convert.ToBase64String("binary/encrypted"u8));
            foreach (Match data in PayloadData().Matches(json))
            {
                Encoding.Latin1.GetString(Convert.FromBase64String(data.Groups[1].Value)).ShouldNotContain("sha256");
            }

            histories++;
        }

        histories.ShouldBeGreaterThan(5);
        EndsWell(cluster);

        // Nobody told a secret: no log, history, artifact, note or line on the screen of any of the processes.
        Secret[] secrets =
        [
            new("the API key", "a-key-of-the-test"u8),
            new("the encryption key", encryption),
            new("the client's private key", Encoding.ASCII.GetBytes(client.Key.Split('\n')[1])),
            new("the cluster's private key", Encoding.ASCII.GetBytes(server.Key.Split('\n')[1])),
        ];
        var read = Secret.AreNotIn(there.File(""), secrets, [key, payloads, clientKey, there.File("server.key")]);
        read.ShouldContain(file => file.EndsWith("cluster/state/history.db", StringComparison.Ordinal));
        read.ShouldContain(file => file.EndsWith("cluster/state/assay.log", StringComparison.Ordinal));
        read.ShouldContain(file => file.EndsWith("home/state/assay.log", StringComparison.Ordinal));
        read.ShouldContain(file => file.EndsWith("report.html", StringComparison.Ordinal));
        Secret.AreNotIn(cluster.Error + first.Error + second.Error + result.Error + result.Output, secrets, "the screens");
    }

    [Fact]
    public async Task Run_WorkerThatKeepsNoRunInMemory_ReplaysEachStepAndEndsAsOnTheEmbeddedEngine()
    {
        using var there = new ClusterHome(home.Root, rest: "worker: { cachedWorkflows: 0 }\n");
        using var cluster = there.StartCluster();
        using var worker = there.StartWorker();

        var result = there.Run();

        result.ExitCode.ShouldBe(0, result.Error);
        Content(there.Path).ShouldBe(Content(home.Path));
        var reader = await TemporalClient.ConnectAsync(new(there.Address));
        var queues = new List<TaskQueue>();
        await foreach (var history in reader.ListWorkflowHistoriesAsync("TaskQueue = 'research'"))
        {
            queues.AddRange(history.Events.Select(one => one.WorkflowTaskScheduledEventAttributes?.TaskQueue).OfType<TaskQueue>());
        }

        queues.Count.ShouldBeGreaterThan(20);
        queues.ShouldAllBe(queue => queue.Name == "research", "a run in memory would get its tasks on the queue of its worker");
    }

    [Fact]
    public void Run_WorkerToldToStopThenClusterKilled_GoesOnWithTheNextOfEach()
    {
        using var there = new ClusterHome(home.Root);
        using var cluster = there.StartCluster();
        using var first = there.StartWorker();
        using var run = there.StartRun();
        first.Until("BuildFeatures: done").Until("TrainCandidate");
        EndsWell(first);
        using var second = there.StartWorker();
        second.Until("BacktestBaseline");
        cluster.Kill();
        using var again = there.StartCluster();

        var result = run.Finish();

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldContain("released: ");
        Content(there.Path).ShouldBe(Content(home.Path));
        Done(second.Error).Intersect(Done(first.Error)).ShouldBeEmpty("what the first worker finished is not computed again");
        EndsWell(second);
        EndsWell(again);
    }

    [Fact]
    public void Run_WhileAnotherIsUnderWay_IsRefusedAndFollowedWithResume()
    {
        using var there = new ClusterHome(home.Root);
        using var cluster = there.StartCluster();
        using (var left = there.StartRun())
        {
            left.Until("runs on the task queue 'research'");
            left.Terminate().Finish().Error.ShouldEndWith("assay: interrupted; 'assay run --resume' goes on from here.\n");
        }

        var second = there.Run();
        using var worker = there.StartWorker();
        var resumed = there.Run("--resume");

        second.LastErrorLine.ShouldMatch("^assay: The run run-synthetic-.* is still under way on the task queue 'research'; follow it with --resume, or end it with 'assay workflow terminate run-synthetic-.*'\\.$");
        second.ExitCode.ShouldBe(1);
        resumed.Error.ShouldContain("following run-synthetic-");
        resumed.ExitCode.ShouldBe(0, resumed.Error);
    }

    [GeneratedRegex("\"data\": \"([^\"]*)\"")]
    private static partial Regex PayloadData();

    private static void EndsWell(LivingProgram program)
    {
        var ended = program.Terminate().Finish();
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Error.ShouldContain("] stopping\n");
    }

    /// <summary>Approvals, waivers and the manifest carry time and signatures by nature.</summary>
    private static List<KeyValuePair<string, string>> Content(string path) =>
        [.. ReleasedHome.DigestsOf(path).Where(file => !file.Key.StartsWith("release/", StringComparison.Ordinal))];

    /// <summary>Activities that were computed to their end, with their subjects.</summary>
    private static List<string> Done(string log) =>
        [.. log.Split('\n').Where(line => line.Contains(Computed, StringComparison.Ordinal)).Select(line => line.Split("] ")[1].Split(Computed)[0])];
}
