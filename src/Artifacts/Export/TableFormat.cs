namespace Assay.Artifacts.Export;

/// <summary>Forms in which others take a table.</summary>
public enum TableFormat
{
    /// <summary>An Arrow IPC file, uncompressed, so that a reader can map it into memory.</summary>
    Arrow,

    /// <summary>Parquet as the store has it.</summary>
    Parquet,

    /// <summary>CSV in UTF-8.</summary>
    Csv,
}
