using System.IO.Compression;
using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Microsoft.Data.Sqlite;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class HistoryFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("history.db");

    private static string Sample => Path.Combine(SharedData.FindCheckout()!, "tests", "Unit", "EmbeddedEngine", "Samples", "history-0.1.db.gz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_HeldByAnotherHost_IsRefusedWithOneSentence()
    {
        using var first = Open();

        var failure = Should.Throw<EmbeddedEngineException>(() => Open());

        failure.Message.ShouldContain("held by another host");
        failure.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void Open_AfterDispose_IsFreeAgain()
    {
        Open().Dispose();
        Open().Dispose();
    }

    [Fact]
    public void Open_NotADatabase_IsRefused()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));

        Should.Throw<EmbeddedEngineException>(() => Open()).Message.ShouldContain("corrupt");
        System.IO.File.ReadAllText(File).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefused()
    {
        Execute("CREATE TABLE theirs(x)");

        Should.Throw<EmbeddedEngineException>(() => Open()).Message.ShouldContain("not a workflow history");
    }

    [Fact]
    public void Open_NewerLayout_IsRefused()
    {
        Open().Dispose();
        Execute("PRAGMA user_version=99");

        Should.Throw<EmbeddedEngineException>(() => Open()).Message.ShouldContain("layout version 99");
    }

    [Fact]
    public async Task Open_FirstLayout_IsBroughtUpToDate()
    {
        await using (var server = Open())
        {
            await new RawClient(server.Service).StartAsync("w");
            await new RawClient(server.Service).TerminateAsync("w");
            await new RawClient(server.Service).StartAsync("still");
        }

        // What layout 2 has more than layout 1, taken away.
        Execute("""
            DROP INDEX runs_by_close; DROP INDEX runs_by_type; DROP INDEX runs_by_start; DROP INDEX runs_by_status;
            DROP TABLE attribute_types; DROP TABLE attributes; DROP TABLE schedules;
            ALTER TABLE runs DROP COLUMN execution_ticks; ALTER TABLE runs DROP COLUMN sort_ticks;
            CREATE INDEX runs_by_type ON runs(workflow_type, run_key);
            PRAGMA user_version=1;
            """);

        await using var reopened = Open();
        var listed = await new RawClient(reopened.Service).ListAsync("WorkflowType = 'Flow'");
        listed.Executions.Select(e => e.Execution.WorkflowId).ShouldBe(["still", "w"]);
        await reopened.OperatorService.AddSearchAttributesAsync(new() { SearchAttributes = { ["Stage"] = Temporalio.Api.Enums.V1.IndexedValueType.Keyword } });
    }

    /// <summary>Written by Assay 0.1 before it stood on Temporal's package: a daily run, a chain that was killed in the middle, a schedule.</summary>
    [Fact]
    public async Task Open_HistoryOfTheVersionBefore_GoesOn()
    {
        await using (var packed = new GZipStream(System.IO.File.OpenRead(Sample), CompressionMode.Decompress))
        await using (var file = System.IO.File.Create(File))
        {
            await packed.CopyToAsync(file);
        }

        await using var server = Open();
        var client = new RawClient(server.Service);

        (await client.ListAsync("ExecutionStatus = 'Completed'")).Executions.Select(e => e.Type.Name).ShouldBe(["DataRefresh", "DailyLiveRun", "DataRefresh"], ignoreOrder: true);
        var open = (await client.ListAsync("ExecutionStatus = 'Running' AND WorkflowType = 'FullChain'")).Executions[0].Execution.WorkflowId;
        (await client.DescribeAsync(open)).PendingChildren.ShouldNotBeEmpty();
        (await client.EventTypesAsync(open))[0].ShouldBe("WorkflowExecutionStarted");
        (await client.Service.DescribeScheduleAsync(new() { Namespace = "default", ScheduleId = "assay-daily" })).Schedule.Action.StartWorkflow.WorkflowType.Name
            .ShouldBe("DailyLiveRun");
    }

    [Fact]
    public async Task Open_DamagedEvent_IsRefused()
    {
        await using (var server = Open())
        {
            await new RawClient(server.Service).StartAsync("w", r => r.Input = Commands.Text("MARKER"));
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        var at = bytes.AsSpan().IndexOf("MARKER"u8);
        bytes[at] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File, bytes);

        Should.Throw<EmbeddedEngineException>(() => Open()).Message.ShouldContain("damaged");
    }

    [Fact]
    public void Open_FolderCannotBeMade_IsRefused()
    {
        System.IO.File.WriteAllText(folder.File("file"), "");

        Should.Throw<EmbeddedEngineException>(() => EmbeddedServer.Open(new() { HistoryFile = folder.File("file/history.db") }))
            .Message.ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task Commit_NotYetDurable_CallerIsNotAnswered()
    {
        using var gate = new CommitGate();
        using var server = EmbeddedServer.Open(new() { HistoryFile = File, CommitObserver = gate });
        var start = new RawClient(server.Service).StartAsync("w");
        gate.Reached.Wait();

        start.IsCompleted.ShouldBeFalse();
        gate.Release.Set();

        (await start).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Commit_ManyCallersAtOnce_ShareOne()
    {
        const int Callers = 200;
        using var gate = new CommitGate();
        var options = new EmbeddedServerOptions { HistoryFile = File, CommitObserver = gate };
        using (var server = EmbeddedServer.Open(options))
        {
            var client = new RawClient(server.Service);
            var first = client.StartAsync("first");
            gate.Reached.Wait();
            var others = Enumerable.Range(0, Callers).Select(i => client.StartAsync($"w{i}")).ToArray();
            gate.Release.Set();
            await first;
            await Task.WhenAll(others);
        }

        gate.Commits.ShouldBe(2);
        using var reopened = EmbeddedServer.Open(options);
        (await new RawClient(reopened.Service).ListAsync("")).Executions.Count.ShouldBe(Callers + 1);
    }

    private EmbeddedServer Open() => EmbeddedServer.Open(new() { HistoryFile = File });

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Holds up the first commit until the test lets it go.</summary>
    private sealed class CommitGate : ICommitObserver, IDisposable
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public long Commits { get; private set; }

        public void BeforeCommit(long ordinal)
        {
            Commits = ordinal;
            Reached.Set();
            Release.Wait(TimeSpan.FromSeconds(20));
        }

        public void AfterCommit(long ordinal)
        {
        }

        public void Dispose()
        {
            Reached.Dispose();
            Release.Dispose();
        }
    }
}
