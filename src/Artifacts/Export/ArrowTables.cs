using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Column = Assay.Artifacts.Tables.Column;
using Table = Assay.Artifacts.Tables.Table;

namespace Assay.Artifacts.Export;

/// <summary>
/// Tables in Arrow's layout, for programs that take them in memory: float64 as double, float32 as float, integers, booleans, dates as date32, instants as
/// timestamps in microseconds of UTC, texts as UTF-8. A missing number is null. Batches have the rows of a row group.
/// </summary>
public static class ArrowTables
{
    private static readonly TimestampType Instant = new(TimeUnit.Microsecond, "UTC");

    /// <summary>Writes an IPC file (Feather version 2), uncompressed; the stream stays open.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">Where to.</param>
    /// <param name="metadata">Pairs beside the schema id.</param>
    public static void Write(Table table, Stream target, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var schema = SchemaOf(table, metadata);
        using var writer = new ArrowFileWriter(target, schema, leaveOpen: true);
        writer.WriteStart();
        foreach (var batch in Batches(table, schema))
        {
            using (batch)
            {
                writer.WriteRecordBatch(batch);
            }
        }

        writer.WriteEnd();
    }

    /// <summary>Names and types, and the schema id under <see cref="ParquetFiles.SchemaKey"/>.</summary>
    private static Schema SchemaOf(Table table, IReadOnlyDictionary<string, string>? metadata)
    {
        var pairs = new SortedDictionary<string, string>(metadata?.ToDictionary() ?? [], StringComparer.Ordinal) { [ParquetFiles.SchemaKey] = table.SchemaId };
        return new Schema(table.Columns.Select(column => new Field(column.Name, TypeOf(column), column is Float64Column or Float32Column or TextColumn)), pairs);
    }

    private static IEnumerable<RecordBatch> Batches(Table table, Schema schema)
    {
        for (var start = 0; start < table.RowCount; start += ParquetFiles.RowGroupRows)
        {
            var count = Math.Min(ParquetFiles.RowGroupRows, table.RowCount - start);
            yield return new RecordBatch(schema, table.Columns.Select(column => ArrayOf(column, start, count)), count);
        }
    }

    private static IArrowType TypeOf(Column column) => column switch
    {
        Float64Column => DoubleType.Default,
        Float32Column => FloatType.Default,
        Int32Column => Int32Type.Default,
        Int64Column => Int64Type.Default,
        BooleanColumn => BooleanType.Default,
        DateColumn => Date32Type.Default,
        InstantColumn => Instant,
        TextColumn => StringType.Default,
        _ => throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in an Arrow file.", nameof(column)),
    };

    private static IArrowArray ArrayOf(Column column, int start, int count)
    {
        var none = ArrowBuffer.Empty;
        switch (column)
        {
            case Float64Column c:
                var (doubles, missingDoubles) = Present(c.Values.AsSpan(start, count));
                return new DoubleArray(Copy(c.Values.AsSpan(start, count)), doubles, count, missingDoubles, 0);
            case Float32Column c:
                var (floats, missingFloats) = Present(c.Values.AsSpan(start, count));
                return new FloatArray(Copy(c.Values.AsSpan(start, count)), floats, count, missingFloats, 0);
            case Int32Column c:
                return new Int32Array(Copy(c.Values.AsSpan(start, count)), none, count, 0, 0);
            case Int64Column c:
                return new Int64Array(Copy(c.Values.AsSpan(start, count)), none, count, 0, 0);
            case DateColumn c:
                return new Date32Array(Copy(c.Values.AsSpan(start, count)), none, count, 0, 0);
            case InstantColumn c:
                return new TimestampArray(Instant, Copy(c.Values.AsSpan(start, count)), none, count, 0, 0);
            case BooleanColumn c:
                return new BooleanArray(Bits(count, row => c.Values[start + row]), none, count, 0, 0);
            default:
                return Texts((TextColumn)column, start, count);
        }
    }

    private static StringArray Texts(TextColumn column, int start, int count)
    {
        var codes = column.Codes.AsMemory(start, count);
        var encoded = column.Dictionary.Select(Encoding.UTF8.GetBytes).ToArray();
        var ends = new int[count + 1];
        var missing = 0;
        for (var row = 0; row < count; row++)
        {
            var code = codes.Span[row];
            ends[row + 1] = checked(ends[row] + (code < 0 ? 0 : encoded[code].Length));
            missing += code < 0 ? 1 : 0;
        }

        var bytes = new byte[ends[count]];
        for (var row = 0; row < count; row++)
        {
            if (codes.Span[row] >= 0)
            {
                encoded[codes.Span[row]].CopyTo(bytes, ends[row]);
            }
        }

        return new StringArray(
            count, Copy<int>(ends), new ArrowBuffer(bytes), missing == 0 ? ArrowBuffer.Empty : Bits(count, row => codes.Span[row] >= 0), missing);
    }

    private static ArrowBuffer Copy<T>(ReadOnlySpan<T> values)
        where T : struct => new(MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A bit per row that is there, and how many are not; no bits where all are.</summary>
    private static (ArrowBuffer Bits, int Missing) Present<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        var bits = new byte[(values.Length + 7) / 8];
        var missing = 0;
        for (var row = 0; row < values.Length; row++)
        {
            var isMissing = T.IsNaN(values[row]);
            missing += isMissing ? 1 : 0;
            bits[row >> 3] |= (byte)((isMissing ? 0 : 1) << (row & 7));
        }

        return missing == 0 ? (ArrowBuffer.Empty, 0) : (new ArrowBuffer(bits), missing);
    }

    private static ArrowBuffer Bits(int count, Func<int, bool> isSet)
    {
        var bits = new byte[(count + 7) / 8];
        for (var row = 0; row < count; row++)
        {
            bits[row >> 3] |= (byte)((isSet(row) ? 1 : 0) << (row & 7));
        }

        return new ArrowBuffer(bits);
    }
}
