using Assay.DuckDb;

namespace Assay.Tests.Unit.DuckDb;

public sealed class DuckDbConnectionTests : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions());
    private readonly DuckDbConnection connection;

    public DuckDbConnectionTests() => connection = database.Connect();

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }

    [Fact]
    public void Query_EveryType_ReadsValuesAsSpans()
    {
        using var result = connection.Query(
            "SELECT true AS b, 7::INTEGER AS i, 9000000000::BIGINT AS l, 1.5::FLOAT AS f, 2.25::DOUBLE AS d, DATE '1970-01-03' AS day, 'ab' AS t");

        result.Next().ShouldBeTrue();
        result.RowCount.ShouldBe(1);
        result.ColumnName(5).ShouldBe("day");
        result.Booleans(0)[0].ShouldBeTrue();
        result.Int32s(1)[0].ShouldBe(7);
        result.Int64s(2)[0].ShouldBe(9000000000);
        result.Float32s(3)[0].ShouldBe(1.5f);
        result.Float64s(4)[0].ShouldBe(2.25);
        result.Dates(5)[0].ShouldBe(2);
        result.Texts(6).Text(0).ShouldBe("ab");
        result.Next().ShouldBeFalse();
    }

    [Fact]
    public void Query_ManyChunks_ReadsEveryRowInOrder()
    {
        using var result = connection.Query("SELECT range::BIGINT AS n FROM range(10000)");
        var expected = 0L;
        while (result.Next())
        {
            foreach (var value in result.Int64s(0))
            {
                value.ShouldBe(expected++);
            }
        }

        expected.ShouldBe(10_000);
    }

    [Fact]
    public void Validity_NullsAmongValues_MarksExactlyTheNulls()
    {
        using var result = connection.Query("SELECT CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS n FROM range(200)");
        result.Next().ShouldBeTrue();
        var validity = result.Validity(0);
        for (var row = 0; row < 200; row++)
        {
            DuckDbResult.IsValid(validity, row).ShouldBe(row % 3 != 0);
        }
    }

    [Fact]
    public void Query_BadSql_ThrowsWithTheNativeText()
    {
        var failure = Should.Throw<DuckDbException>(() => connection.Query("SELECT no_such_column FROM range(1)"));

        failure.Message.ShouldContain("no_such_column");
        failure.Message.ShouldContain("Binder Error");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Prepare_BadSql_ThrowsWithTheNativeText() =>
        Should.Throw<DuckDbException>(() => connection.Prepare("SELEC 1")).Message.ShouldContain("Parser Error");

    [Fact]
    public void Execute_BoundValues_ReturnsThem()
    {
        using var statement = connection.Prepare("SELECT ?::BOOLEAN, ?::INTEGER, ?::BIGINT, ?::DOUBLE, ?::DATE, ?::VARCHAR, ?::VARCHAR, ?::VARCHAR");
        statement.ParameterCount.ShouldBe(8);
        statement.Bind(1, true).Bind(2, -4).Bind(3, long.MinValue).Bind(4, 0.1).BindDate(5, -1)
            .Bind(6, "a 'quoted' text longer than twelve bytes: €").Bind(7, (string?)null).Bind(8, string.Empty);

        using var result = statement.Execute();

        result.Next().ShouldBeTrue();
        result.Booleans(0)[0].ShouldBeTrue();
        result.Int32s(1)[0].ShouldBe(-4);
        result.Int64s(2)[0].ShouldBe(long.MinValue);
        result.Float64s(3)[0].ShouldBe(0.1);
        result.Dates(4)[0].ShouldBe(-1);
        result.Texts(5).Text(0).ShouldBe("a 'quoted' text longer than twelve bytes: €");
        DuckDbResult.IsValid(result.Validity(6), 0).ShouldBeFalse();
        result.Texts(7).Text(0).ShouldBeEmpty();
    }

    [Fact]
    public void Bind_UnknownParameter_ThrowsWithTheNativeText()
    {
        using var statement = connection.Prepare("SELECT ?::INTEGER");

        Should.Throw<DuckDbException>(() => statement.Bind(2, 1)).Message.ShouldContain("parameter 2");
    }

    [Fact]
    public void Next_StreamedStatementFailsLate_ThrowsWithTheNativeText()
    {
        using var statement = connection.Prepare("SELECT CASE WHEN range = 60000 THEN error('late fault') ELSE 'ok' END FROM range(100000)");

        var failure = Should.Throw<DuckDbException>(() =>
        {
            using var result = statement.ExecuteStreaming();
            while (result.Next())
            {
            }
        });

        failure.Message.ShouldContain("late fault");
    }

    [Fact]
    public void Values_WrongType_ThrowsArgumentException()
    {
        using var result = connection.Query("SELECT 1::INTEGER AS n");
        result.Next();

        Should.Throw<ArgumentException>(() => result.Float64s(0).Length).Message.ShouldContain("Column n holds Int32");
    }

    [Fact]
    public void Open_UnreachableFile_ThrowsWithTheNativeText()
    {
        var options = new DuckDbOptions { Path = "/nonexistent-folder/x.db" };

        Should.Throw<DuckDbException>(() => DuckDbDatabase.Open(options)).Message.ShouldContain("/nonexistent-folder/x.db");
    }

    [Fact]
    public void Open_Threads_AreThoseOfTheCaller()
    {
        using var three = DuckDbDatabase.Open(new DuckDbOptions { Threads = 3 });
        using var other = three.Connect();
        using var result = other.Query("SELECT current_setting('threads')::INTEGER");
        result.Next();

        result.Int32s(0)[0].ShouldBe(3);
    }

    [Fact]
    public void LibraryVersion_IsTheOneTheBindingWasWrittenFor() => DuckDbDatabase.LibraryVersion.ShouldBe("v1.5.6");
}
