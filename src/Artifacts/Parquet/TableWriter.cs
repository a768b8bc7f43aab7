using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Assay.Artifacts.Tables;
using ParquetSharp;
using ParquetSharp.Schema;
using Column = Assay.Artifacts.Tables.Column;

namespace Assay.Artifacts.Parquet;

/// <summary>Writes a table, a column of a row group at a time, from the columns' own arrays.</summary>
internal sealed class TableWriter
{
    // A dictionary that grows beyond it is given up for plain values; those of prices stay below (docs/decisions/0017).
    private const long DictionaryBytes = 256 << 10;

    // Level 3 costs up to a quarter more time, and saves at most a thirtieth of the size.
    private const int ZstandardLevel = 1;

    // Of one row group: per row whether its value is there, and the values that are.
    private readonly short[] levels;
    private readonly double[] doubles;
    private readonly float[] floats;
    private readonly ByteArray[] texts;

    private TableWriter(Table table)
    {
        var rows = Math.Min(table.RowCount, ParquetFiles.RowGroupRows);
        levels = new short[rows];
        doubles = table.Columns.Any(column => column is Float64Column) ? new double[rows] : [];
        floats = table.Columns.Any(column => column is Float32Column) ? new float[rows] : [];
        texts = table.Columns.Any(column => column is TextColumn) ? new ByteArray[rows] : [];
    }

    internal static void Write(Table table, string path, IReadOnlyDictionary<string, string> metadata)
    {
        var encoded = table.Columns.Select(column => column is TextColumn text ? new EncodedTexts(text.Dictionary) : null).ToArray();
        var nodes = table.Columns.Select(Node).ToArray();
        try
        {
            using var root = new GroupNode("schema", Repetition.Required, nodes, null!);
            using var builder = new WriterPropertiesBuilder();
            using var properties = builder.Compression(Compression.Zstd).CompressionLevel(ZstandardLevel).DictionaryPagesizeLimit(DictionaryBytes).Build();
            using var file = new ParquetFileWriter(path, root, properties, metadata);
            var writer = new TableWriter(table);
            for (var start = 0; start < table.RowCount; start += ParquetFiles.RowGroupRows)
            {
                var count = Math.Min(ParquetFiles.RowGroupRows, table.RowCount - start);
                using var group = file.AppendRowGroup();
                for (var index = 0; index < table.Columns.Count; index++)
                {
                    using var column = group.NextColumn();
                    writer.Write(column, table.Columns[index], encoded[index], start, count);
                }
            }

            file.Close();
        }
        finally
        {
            Array.ForEach(nodes, node => node.Dispose());
        }
    }

    private static Node Node(Column column) => column switch
    {
        Float64Column => Node(column, Repetition.Optional, LogicalType.None(), PhysicalType.Double),
        Float32Column => Node(column, Repetition.Optional, LogicalType.None(), PhysicalType.Float),
        Int32Column => Node(column, Repetition.Required, LogicalType.None(), PhysicalType.Int32),
        Int64Column => Node(column, Repetition.Required, LogicalType.None(), PhysicalType.Int64),
        BooleanColumn => Node(column, Repetition.Required, LogicalType.None(), PhysicalType.Boolean),
        DateColumn => Node(column, Repetition.Required, LogicalType.Date(), PhysicalType.Int32),
        InstantColumn => Node(column, Repetition.Required, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros), PhysicalType.Int64),
        TextColumn => Node(column, Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray),
        _ => throw new ArgumentException($"Column {column.Name}: {column.TypeName} has no place in a Parquet file.", nameof(column)),
    };

    private static PrimitiveNode Node(Column column, Repetition repetition, LogicalType meaning, PhysicalType type)
    {
        using (meaning)
        {
            return new PrimitiveNode(column.Name, repetition, meaning, type);
        }
    }

    private void Write(ColumnWriter target, Column column, EncodedTexts? encoded, int start, int count)
    {
        switch (column)
        {
            case Float64Column c:
                WriteFloats(target, c.Values.AsSpan(start, count), doubles);
                break;
            case Float32Column c:
                WriteFloats(target, c.Values.AsSpan(start, count), floats);
                break;
            case Int32Column c:
                ((ColumnWriter<int>)target).WriteBatch(c.Values.AsSpan(start, count));
                break;
            case DateColumn c:
                ((ColumnWriter<int>)target).WriteBatch(c.Values.AsSpan(start, count));
                break;
            case Int64Column c:
                ((ColumnWriter<long>)target).WriteBatch(c.Values.AsSpan(start, count));
                break;
            case InstantColumn c:
                ((ColumnWriter<long>)target).WriteBatch(c.Values.AsSpan(start, count));
                break;
            case BooleanColumn c:
                ((ColumnWriter<bool>)target).WriteBatch(c.Values.AsSpan(start, count));
                break;
            case TextColumn c:
                WriteTexts((ColumnWriter<ByteArray>)target, c.Codes.AsSpan(start, count), encoded!);
                break;
        }
    }

    private void WriteFloats<T>(ColumnWriter target, ReadOnlySpan<T> values, T[] present)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var count = 0;
        for (var row = 0; row < values.Length; row++)
        {
            var isThere = !T.IsNaN(values[row]);
            levels[row] = isThere ? (short)1 : (short)0;
            present[count] = values[row];
            count += isThere ? 1 : 0;
        }

        ((ColumnWriter<T>)target).WriteBatch(values.Length, levels.AsSpan(0, values.Length), [], present.AsSpan(0, count));
    }

    private void WriteTexts(ColumnWriter<ByteArray> target, ReadOnlySpan<int> codes, EncodedTexts encoded)
    {
        var count = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            levels[row] = codes[row] < 0 ? (short)0 : (short)1;
            if (codes[row] >= 0)
            {
                texts[count++] = encoded.Entries[codes[row]];
            }
        }

        target.WriteBatch(codes.Length, levels.AsSpan(0, codes.Length), [], texts.AsSpan(0, count));
        GC.KeepAlive(encoded);
    }

    /// <summary>The texts of a dictionary as UTF-8 in memory that does not move, encoded once, so that a row costs a pointer.</summary>
    private sealed unsafe class EncodedTexts
    {
        private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        private readonly byte[] bytes;

        /// <exception cref="ArgumentException">A text holds half of a surrogate pair, which UTF-8 cannot hold.</exception>
        internal EncodedTexts(string[] dictionary)
        {
            bytes = GC.AllocateUninitializedArray<byte>(dictionary.Sum(Strict.GetByteCount) + 1, pinned: true);
            Entries = new ByteArray[dictionary.Length];
            var next = 0;
            for (var code = 0; code < dictionary.Length; code++)
            {
                var length = Strict.GetBytes(dictionary[code], bytes.AsSpan(next));
                Entries[code] = new ByteArray((nint)Unsafe.AsPointer(ref bytes[next]), length);
                next += length;
            }
        }

        internal ByteArray[] Entries { get; }
    }
}
