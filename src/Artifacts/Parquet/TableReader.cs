using System.Numerics;
using Assay.Artifacts.Tables;
using Assay.DuckDb;

namespace Assay.Artifacts.Parquet;

/// <summary>Reads a DuckDB result into a table, chunk by chunk, into arrays of the final size.</summary>
internal static class TableReader
{
    internal static Table Read(DuckDbResult result, string schema, long rows)
    {
        if (rows > Array.MaxLength)
        {
            throw new ArtifactException($"A table of {schema} has {rows} rows, but at most {Array.MaxLength} fit in memory; read it in parts.");
        }

        var targets = new Target[result.ColumnCount];
        for (var column = 0; column < targets.Length; column++)
        {
            targets[column] = Make(result, column, schema, (int)rows);
        }

        var start = 0;
        while (result.Next())
        {
            if (start + result.RowCount > rows)
            {
                throw new ArtifactException($"A table of {schema} holds more rows than the {rows} its footer tells; make it anew.");
            }

            for (var column = 0; column < targets.Length; column++)
            {
                targets[column].Take(result, column, start);
            }

            start += result.RowCount;
        }

        return start == rows
            ? new Table(schema, [.. targets.Select(t => t.Finish())])
            : throw new ArtifactException($"A table of {schema} holds {start} rows, but its footer tells {rows}; make it anew.");
    }

    private static Target Make(DuckDbResult result, int column, string schema, int rows)
    {
        var name = result.ColumnName(column);
        return result.ColumnType(column) switch
        {
            DuckDbType.Float64 => new FloatTarget<double>(new double[rows], (r, c) => r.Float64s(c), v => new Float64Column(name, v)),
            DuckDbType.Float32 => new FloatTarget<float>(new float[rows], (r, c) => r.Float32s(c), v => new Float32Column(name, v)),
            DuckDbType.Int32 => new PlainTarget<int>(new int[rows], (r, c) => r.Int32s(c), v => new Int32Column(name, v)),
            DuckDbType.Int64 => new PlainTarget<long>(new long[rows], (r, c) => r.Int64s(c), v => new Int64Column(name, v)),
            DuckDbType.Boolean => new PlainTarget<bool>(new bool[rows], (r, c) => r.Booleans(c), v => new BooleanColumn(name, v)),
            DuckDbType.Date => new PlainTarget<int>(new int[rows], (r, c) => r.Dates(c), v => new DateColumn(name, v)),
            DuckDbType.Instant => new PlainTarget<long>(new long[rows], (r, c) => r.Instants(c), v => Instants(name, schema, v)),
            DuckDbType.Text => new TextTarget(name, rows),
            _ => throw new ArtifactException(
                $"Column '{name}' of table {schema} has a type that no table holds; use double, float, integer, bigint, boolean, date, timestamp with time zone or text."),
        };
    }

    private static InstantColumn Instants(string name, string schema, long[] values)
    {
        try
        {
            return new InstantColumn(name, values);
        }
        catch (ArgumentOutOfRangeException cause)
        {
            throw new ArtifactException($"Column '{name}' of table {schema} holds an instant outside the years 1 to 9999; make it anew.", cause);
        }
    }

    private delegate ReadOnlySpan<T> Source<T>(DuckDbResult result, int column);

    private abstract class Target
    {
        internal abstract void Take(DuckDbResult result, int column, int start);

        internal abstract Column Finish();
    }

    private sealed class FloatTarget<T>(T[] values, Source<T> source, Func<T[], Column> finish) : Target
        where T : IFloatingPointIeee754<T>
    {
        internal override void Take(DuckDbResult result, int column, int start)
        {
            var target = values.AsSpan(start, result.RowCount);
            source(result, column).CopyTo(target);
            var validity = result.Validity(column);
            for (var row = 0; !validity.IsEmpty && row < target.Length; row++)
            {
                if (!DuckDbResult.IsValid(validity, row))
                {
                    target[row] = T.NaN;
                }
            }
        }

        internal override Column Finish() => finish(values);
    }

    private sealed class PlainTarget<T>(T[] values, Source<T> source, Func<T[], Column> finish) : Target
    {
        internal override void Take(DuckDbResult result, int column, int start)
        {
            source(result, column).CopyTo(values.AsSpan(start));
            var validity = result.Validity(column);
            for (var row = 0; !validity.IsEmpty && row < result.RowCount; row++)
            {
                if (!DuckDbResult.IsValid(validity, row))
                {
                    throw new ArtifactException(
                        $"Column '{result.ColumnName(column)}' misses a value in row {start + row}, which its type cannot say; use double for numbers with gaps.");
                }
            }
        }

        internal override Column Finish() => finish(values);
    }

    private sealed class TextTarget(string name, int rows) : Target
    {
        private readonly int[] codes = new int[rows];
        private readonly TextIndex index = new();

        internal override void Take(DuckDbResult result, int column, int start)
        {
            var texts = result.Texts(column);
            var validity = result.Validity(column);
            for (var row = 0; row < result.RowCount; row++)
            {
                codes[start + row] = DuckDbResult.IsValid(validity, row) ? index.CodeOf(texts[row]) : -1;
            }
        }

        internal override Column Finish()
        {
            var (dictionary, places) = index.Sort();
            for (var row = 0; row < codes.Length; row++)
            {
                codes[row] = codes[row] < 0 ? -1 : places[codes[row]];
            }

            return new TextColumn(name, codes, dictionary);
        }
    }
}
