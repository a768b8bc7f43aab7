using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Assay.Artifacts.Tables;
using Column = Assay.Artifacts.Tables.Column;
using Table = Assay.Artifacts.Tables.Table;

namespace Assay.Artifacts.Parquet;

/// <summary>Reads a stream of Arrow batches into a table, into arrays of the final size.</summary>
internal static class TableReader
{
    internal static Table Read(IArrowArrayStream stream, string schema, long rows)
    {
        if (rows > System.Array.MaxLength)
        {
            throw new ArtifactException($"A table of {schema} has {rows} rows, but at most {System.Array.MaxLength} fit in memory; read it in parts.");
        }

        var targets = stream.Schema.FieldsList.Select(field => Make(field, schema, (int)rows)).ToArray();
        var start = 0;
        while (stream.Next() is { } batch)
        {
            using (batch)
            {
                if (start + batch.Length > rows)
                {
                    throw new ArtifactException($"A table of {schema} holds more rows than the {rows} its footer tells; make it anew.");
                }

                for (var column = 0; column < targets.Length; column++)
                {
                    targets[column].Take(batch.Column(column), start);
                }

                start += batch.Length;
            }
        }

        return start == rows
            ? new Table(schema, [.. targets.Select(t => t.Finish())])
            : throw new ArtifactException($"A table of {schema} holds {start} rows, but its footer tells {rows}; make it anew.");
    }

    private static Target Make(Field field, string schema, int rows)
    {
        var name = field.Name;
        return field.DataType switch
        {
            DoubleType => new FloatTarget<double>(new double[rows], values => new Float64Column(name, values)),
            FloatType => new FloatTarget<float>(new float[rows], values => new Float32Column(name, values)),
            Int32Type => new PlainTarget<int>(name, new int[rows], values => new Int32Column(name, values)),
            Int64Type => new PlainTarget<long>(name, new long[rows], values => new Int64Column(name, values)),
            Date32Type => new PlainTarget<int>(name, new int[rows], values => new DateColumn(name, values)),
            TimestampType { Unit: TimeUnit.Microsecond, Timezone: not null } => new PlainTarget<long>(name, new long[rows], values => Instants(name, schema, values)),
            BooleanType => new BooleanTarget(name, rows),
            StringType => new TextTarget(name, rows),
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

    private static void RefuseMissing(IArrowArray array, string name, int start)
    {
        for (var row = 0; array.NullCount > 0 && row < array.Length; row++)
        {
            if (array.IsNull(row))
            {
                throw new ArtifactException(
                    $"Column '{name}' misses a value in row {start + row}, which its type cannot say; use double for numbers with gaps.");
            }
        }
    }

    private abstract class Target
    {
        internal abstract void Take(IArrowArray array, int start);

        internal abstract Column Finish();
    }

    private sealed class FloatTarget<T>(T[] values, Func<T[], Column> finish) : Target
        where T : struct, IFloatingPointIeee754<T>
    {
        internal override void Take(IArrowArray array, int start)
        {
            var target = values.AsSpan(start, array.Length);
            ((PrimitiveArray<T>)array).Values.CopyTo(target);
            for (var row = 0; array.NullCount > 0 && row < target.Length; row++)
            {
                target[row] = array.IsNull(row) ? T.NaN : target[row];
            }
        }

        internal override Column Finish() => finish(values);
    }

    private sealed class PlainTarget<T>(string name, T[] values, Func<T[], Column> finish) : Target
        where T : struct, IEquatable<T>
    {
        internal override void Take(IArrowArray array, int start)
        {
            RefuseMissing(array, name, start);
            ((PrimitiveArray<T>)array).Values.CopyTo(values.AsSpan(start));
        }

        internal override Column Finish() => finish(values);
    }

    private sealed class BooleanTarget(string name, int rows) : Target
    {
        private readonly bool[] values = new bool[rows];

        internal override void Take(IArrowArray array, int start)
        {
            RefuseMissing(array, name, start);
            var bits = (BooleanArray)array;
            for (var row = 0; row < bits.Length; row++)
            {
                values[start + row] = bits.GetValue(row) is true;
            }
        }

        internal override Column Finish() => new BooleanColumn(name, values);
    }

    private sealed class TextTarget(string name, int rows) : Target
    {
        private readonly int[] codes = new int[rows];
        private readonly TextIndex index = new();

        internal override void Take(IArrowArray array, int start)
        {
            var texts = (StringArray)array;
            for (var row = 0; row < texts.Length; row++)
            {
                codes[start + row] = texts.IsNull(row) ? -1 : index.CodeOf(texts.GetBytes(row));
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
