using Assay.Tests.Support;
using Assay.EmbeddedEngine;
using Microsoft.Data.Sqlite;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>A history file that is not as it was left: refused with a sentence, or read as far as it was durable; never read wrongly.</summary>
public sealed class HistoryDamageTests : IDisposable
{
    private const int Pages = 4096;
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("history.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_BitsFlippedAnywhere_IsRefusedOrReadsTheSame()
    {
        await FillAsync();
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        var said = await ReadAsync();
        var random = new Random(20261121);
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Remove();
            await System.IO.File.WriteAllBytesAsync(File, bytes);
            try
            {
                // What no row uses may differ, and what is derived for lists is no history.
                (await ReadAsync()).ShouldBe(said);
            }
            catch (Exception failure) when (failure is EmbeddedEngineException or Temporalio.Exceptions.RpcException)
            {
                refused++;
                failure.Message.ShouldContain(File);
            }
        }

        refused.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Open_CutOff_IsRefused()
    {
        await FillAsync();
        var length = new FileInfo(File).Length;
        foreach (var kept in new[] { length - 1, length - Pages, length / 2, Pages, 100 })
        {
            await using (var file = new FileStream(File, FileMode.Open))
            {
                file.SetLength(kept);
            }

            Should.Throw<EmbeddedEngineException>(Open, $"{kept} bytes").Message.ShouldContain("corrupt");
        }
    }

    [Fact]
    public void Open_AnotherApplicationsId_IsRefused()
    {
        Open().Dispose();
        Execute("PRAGMA application_id=42");

        Should.Throw<EmbeddedEngineException>(Open).Message.ShouldContain("not a workflow history");
    }

    [Fact]
    public async Task Open_LogOfAKilledHost_IsTakenOver()
    {
        await using var killed = await LeaveLogAsync();

        using var server = EmbeddedServer.Open(new() { HistoryFile = folder.File("copy.db") });
        (await new RawClient(server.Service).ListAsync("")).Executions.Select(e => e.Execution.WorkflowId).ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task Open_LogTornAtItsEnd_KeepsWhatWasCommittedBefore()
    {
        await using var killed = await LeaveLogAsync();
        var log = folder.File("copy.db-wal");
        await using (var file = new FileStream(log, FileMode.Open))
        {
            file.SetLength(file.Length - 100);
        }

        using var server = EmbeddedServer.Open(new() { HistoryFile = folder.File("copy.db") });
        (await new RawClient(server.Service).ListAsync("")).Executions.Select(e => e.Execution.WorkflowId).ShouldBe(["first"]);
        await new RawClient(server.Service).StartAsync("third");
    }

    private EmbeddedServer Open() => EmbeddedServer.Open(new() { HistoryFile = File });

    private async Task FillAsync()
    {
        await using var server = Open();
        var client = new RawClient(server.Service);
        for (var i = 0; i < 40; i++)
        {
            await client.StartAsync($"w{i}", r => r.Input = Commands.Text(new string('x', 1000)));
        }
    }

    /// <summary>All events of all runs.</summary>
    private async Task<string> ReadAsync()
    {
        using var server = Open();
        var client = new RawClient(server.Service);
        var lines = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            lines.AddRange((await client.HistoryAsync($"w{i}")).Take(2).Select(e => e.ToString()));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Two starts, each a commit, and a copy of the files as a kill would leave them.</summary>
    private async Task<EmbeddedServer> LeaveLogAsync()
    {
        var server = Open();
        var client = new RawClient(server.Service);
        await client.StartAsync("first");
        await client.StartAsync("second");
        System.IO.File.Copy(File, folder.File("copy.db"));
        System.IO.File.Copy(File + "-wal", folder.File("copy.db-wal"));
        return server;
    }

    private void Remove()
    {
        foreach (var path in Directory.EnumerateFiles(folder.Path, "history.db*"))
        {
            System.IO.File.Delete(path);
        }
    }

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
}
