namespace Assay.Artifacts.Parquet;

/// <summary>How Parquet files are written and read. Everything that could change a byte is a constant; only resources are options.</summary>
public sealed record ParquetOptions
{
    /// <summary>Rows of a row group, but for the last.</summary>
    public const int RowGroupRows = 122_880;

    /// <summary>
    /// A column chunk with more distinct values is written plain. Symbols and dates stay below; trying more costs features half their speed.
    /// </summary>
    public const int DictionaryEntries = 4_096;

    /// <summary>Threads that read; default 1. Writing always uses one, so that the bytes cannot depend on it.</summary>
    public int ReadThreads { get; init; } = 1;

    /// <summary>Memory for DuckDB's buffers in MiB; default 1,024.</summary>
    public int MemoryLimitMebibytes { get; init; } = 1024;
}
