using Assay.DuckDb;

namespace Assay.Tests.Unit.DuckDb;

public sealed class DuckDbAppenderTests : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions());
    private readonly DuckDbConnection connection;

    public DuckDbAppenderTests() => connection = database.Connect();

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }

    [Fact]
    public void Flush_EveryType_KeepsValuesAndMissingOnes()
    {
        connection.Execute("CREATE TABLE t (b BOOLEAN, i INTEGER, l BIGINT, f FLOAT, d DOUBLE, day DATE, s VARCHAR)");
        string[] texts = ["exactly12byt", "thirteen byte", string.Empty, "Zürich-Oerlikon"];
        using (var dictionary = new DuckDbTextDictionary(texts))
        using (var appender = connection.Append("t"))
        {
            appender.Set(0, [true, false, true, false, true]);
            appender.Set(1, [1, 2, 3, 4, int.MinValue]);
            appender.Set(2, [1L, 2, 3, 4, long.MaxValue]);
            appender.Set(3, [1f, float.NaN, -0f, float.PositiveInfinity, 5f]);
            appender.Set(4, [double.NaN, 0.1, -0.0, double.NegativeInfinity, double.Epsilon]);
            appender.SetDates(5, [0, 1, -1, 20000, 5]);
            appender.SetTexts(6, [0, 1, -1, 2, 3], dictionary);
            appender.Flush();
            appender.Complete();
        }

        using var result = connection.Query("SELECT * FROM t");
        result.Next().ShouldBeTrue();
        result.Booleans(0).ToArray().ShouldBe([true, false, true, false, true]);
        result.Int32s(1).ToArray().ShouldBe([1, 2, 3, 4, int.MinValue]);
        result.Int64s(2).ToArray().ShouldBe([1, 2, 3, 4, long.MaxValue]);
        DuckDbResult.IsValid(result.Validity(3), 1).ShouldBeFalse();
        float.IsNegative(result.Float32s(3)[2]).ShouldBeTrue();
        result.Float32s(3)[3].ShouldBe(float.PositiveInfinity);
        DuckDbResult.IsValid(result.Validity(4), 0).ShouldBeFalse();
        result.Float64s(4)[4].ShouldBe(double.Epsilon);
        result.Dates(5).ToArray().ShouldBe([0, 1, -1, 20000, 5]);
        var read = result.Texts(6);
        DuckDbResult.IsValid(result.Validity(6), 2).ShouldBeFalse();
        new[] { read.Text(0), read.Text(1), read.Text(3), read.Text(4) }.ShouldBe(texts);
    }

    [Fact]
    public void Flush_SecondChunkWithoutMissing_DoesNotInheritThem()
    {
        connection.Execute("CREATE TABLE t (d DOUBLE)");
        using (var appender = connection.Append("t"))
        {
            appender.Set(0, [double.NaN, 1]);
            appender.Flush();
            appender.Set(0, [2.0, 3]);
            appender.Flush();
            appender.Complete();
        }

        using var result = connection.Query("SELECT count(d) FROM t");
        result.Next();
        result.Int64s(0)[0].ShouldBe(3);
    }

    [Fact]
    public void Dispose_WithoutComplete_KeepsNothing()
    {
        connection.Execute("CREATE TABLE t (d DOUBLE)");
        using (var appender = connection.Append("t"))
        {
            appender.Set(0, [1.0]);
            appender.Flush();
        }

        using var result = connection.Query("SELECT count(*) FROM t");
        result.Next();
        result.Int64s(0)[0].ShouldBe(0);
    }

    [Fact]
    public void Append_MissingTable_ThrowsWithTheNativeText() =>
        Should.Throw<DuckDbException>(() => connection.Append("nowhere")).Message.ShouldContain("nowhere");

    [Fact]
    public void Set_WrongTypeOrLength_ThrowsArgumentException()
    {
        connection.Execute("CREATE TABLE t (a DOUBLE, b INTEGER)");
        using var appender = connection.Append("t");
        Should.Throw<ArgumentException>(() => appender.Set(0, [1]));
        appender.Set(0, [1.0, 2.0]);
        Should.Throw<ArgumentException>(() => appender.Set(1, [1]));
        Should.Throw<InvalidOperationException>(appender.Flush);
    }

    [Fact]
    public void Dictionary_LoneSurrogate_ThrowsArgumentException() =>
        Should.Throw<ArgumentException>(() => new DuckDbTextDictionary(["\ud800"]));
}
