using System.Numerics;
using Assay.Artifacts.Tables;
using ParquetSharp;
using Column = Assay.Artifacts.Tables.Column;

namespace Assay.Artifacts.Parquet;

/// <summary>Reads one column of a Parquet file through all row groups.</summary>
internal static class ColumnReading
{
    private const int BatchRows = 8_192;

    /// <exception cref="ArtifactException">Its type has no place in a table, or a value is missing that must be there.</exception>
    internal static Column Read(IReadOnlyList<RowGroupReader> groups, ColumnDescriptor descriptor, int index, string schema, int rows)
    {
        var name = descriptor.Name;
        var source = new Source(groups, index, name, descriptor.MaxDefinitionLevel > 0);
        using var meaning = descriptor.LogicalType;
        return (descriptor.PhysicalType, meaning) switch
        {
            _ when descriptor.MaxRepetitionLevel > 0 || descriptor.MaxDefinitionLevel > 1 => throw Unfit(name, schema),
            (PhysicalType.Double, _) => new Float64Column(name, ReadFloats(source, new double[rows])),
            (PhysicalType.Float, _) => new Float32Column(name, ReadFloats(source, new float[rows])),
            (PhysicalType.Int32, DateLogicalType) => new DateColumn(name, ReadPlain(source, new int[rows])),
            (PhysicalType.Int32, NoneLogicalType or IntLogicalType { BitWidth: 32, IsSigned: true }) => new Int32Column(name, ReadPlain(source, new int[rows])),
            (PhysicalType.Int64, NoneLogicalType or IntLogicalType { BitWidth: 64, IsSigned: true }) => new Int64Column(name, ReadPlain(source, new long[rows])),
            (PhysicalType.Int64, TimestampLogicalType { IsAdjustedToUtc: true, TimeUnit: TimeUnit.Micros }) => Instants(name, schema, ReadPlain(source, new long[rows])),
            (PhysicalType.Boolean, _) => new BooleanColumn(name, ReadPlain(source, new bool[rows])),
            (PhysicalType.ByteArray, StringLogicalType) => ReadTexts(source, rows),
            _ => throw Unfit(name, schema),
        };
    }

    private static ArtifactException Unfit(string name, string schema) => new(
        $"Column '{name}' of table {schema} has a type that no table holds; use double, float, integer, bigint, boolean, date, timestamp with time zone or text.");

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

    private static T[] ReadFloats<T>(Source source, T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        source.Read<T>(values.Length, (start, levels, present) =>
        {
            var target = values.AsSpan(start, levels.Length);
            var next = 0;
            for (var row = 0; row < target.Length; row++)
            {
                target[row] = levels[row] == 0 ? T.NaN : present[next++];
            }
        });
        return values;
    }

    private static T[] ReadPlain<T>(Source source, T[] values)
        where T : unmanaged
    {
        source.Read<T>(values.Length, (start, levels, present) =>
        {
            if (present.Length < levels.Length)
            {
                throw new ArtifactException(
                    $"Column '{source.Name}' misses a value in row {start + levels.IndexOf((short)0)}, which its type cannot say; use double for numbers with gaps.");
            }

            present.CopyTo(values.AsSpan(start));
        });
        return values;
    }

    private static unsafe TextColumn ReadTexts(Source source, int rows)
    {
        var codes = new int[rows];
        var index = new TextIndex();
        source.Read<ByteArray>(rows, (start, levels, present) =>
        {
            var next = 0;
            for (var row = 0; row < levels.Length; row++)
            {
                codes[start + row] = levels[row] == 0 ? -1 : index.CodeOf(new ReadOnlySpan<byte>((void*)present[next].Pointer, present[next++].Length));
            }
        });
        return index.ToColumn(source.Name, codes);
    }

    /// <param name="start">The first row.</param>
    /// <param name="levels">Of each row 1 where the value is there, or 0.</param>
    /// <param name="present">The values that are there; valid during the call alone.</param>
    private delegate void Take<T>(int start, ReadOnlySpan<short> levels, ReadOnlySpan<T> present);

    private sealed record Source(IReadOnlyList<RowGroupReader> Groups, int Index, string Name, bool IsOptional)
    {
        internal void Read<T>(int rows, Take<T> take)
            where T : unmanaged
        {
            var levels = new short[Math.Min(rows, BatchRows)];
            var values = new T[levels.Length];
            Array.Fill(levels, (short)1);
            var start = 0;
            foreach (var group in Groups)
            {
                using var column = (ColumnReader<T>)group.Column(Index);
                while (column.HasNext)
                {
                    var count = (int)column.ReadBatch(values.Length, IsOptional ? levels : [], [], values, out var present);
                    take(start, levels.AsSpan(0, count), values.AsSpan(0, (int)present));
                    start += count;
                }
            }

            if (start != rows)
            {
                throw new ArtifactException($"Column '{Name}' holds {start} rows, but the footer tells {rows}; make the table anew.");
            }
        }
    }
}
