using System.Diagnostics;
using Assay.DuckDb;

namespace Assay.Tests.Unit.DuckDb;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class DuckDbLeakTests
{
    private const int Calls = 10_000;
    private const long BoundBytes = 24L << 20;

    [Fact]
    public void Everything_TenThousandTimes_KeepsMemoryAndHandles()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        connection.Execute("CREATE TABLE t (d DOUBLE, s VARCHAR)");
        for (var call = 0; call < 2_000; call++)
        {
            Touch(connection);
        }

        var memory = Memory();
        var handles = Handles();
        for (var call = 0; call < Calls; call++)
        {
            Touch(connection);
        }

        (Memory() - memory).ShouldBeLessThan(BoundBytes);
        (Handles() - handles).ShouldBeLessThan(16);
    }

    [Fact]
    public void Open_HundredsOfTimes_KeepsMemoryAndHandles()
    {
        for (var call = 0; call < 20; call++)
        {
            OpenOnce();
        }

        var memory = Memory();
        var handles = Handles();
        for (var call = 0; call < 200; call++)
        {
            OpenOnce();
        }

        (Memory() - memory).ShouldBeLessThan(BoundBytes);
        (Handles() - handles).ShouldBeLessThan(16);
    }

    private static void OpenOnce()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 2 });
        using var connection = database.Connect();
        connection.Execute("SELECT 1");
    }

    // Measured over 10,000 rounds: 4 MB without a leak; 45 MB without freeing statements, 250 to 460 MB without appenders, results or chunks.
    private static void Touch(DuckDbConnection connection)
    {
        using (var statement = connection.Prepare("SELECT range::DOUBLE, repeat('x', 40) FROM range(?)"))
        using (var result = statement.Bind(1, 200L).Execute())
        {
            while (result.Next())
            {
                result.Float64s(0).Length.ShouldBe(result.RowCount);
            }
        }

        using (var dictionary = new DuckDbTextDictionary([new string('y', 4_000)]))
        using (var appender = connection.Append("t"))
        {
            appender.Set(0, [1.0]);
            appender.SetTexts(1, [0], dictionary);
            appender.Flush();
        }

        try
        {
            connection.Query("SELECT " + new string('z', 2_000));
        }
        catch (DuckDbException)
        {
            // Wanted: the failing path must free as the others do.
        }
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static int Handles() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
