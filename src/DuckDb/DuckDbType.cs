namespace Assay.DuckDb;

/// <summary>Type of a result column, with the numbers of DuckDB's C API. Only the types named here can be read as spans.</summary>
public enum DuckDbType
{
    Unknown = 0,
    Boolean = 1,
    Int32 = 4,
    Int64 = 5,
    Float32 = 10,
    Float64 = 11,

    /// <summary>Days since 1970-01-01 as 32-bit integers.</summary>
    Date = 13,

    /// <summary>UTF-8 text.</summary>
    Text = 17,

    /// <summary>TIMESTAMP WITH TIME ZONE: microseconds since 1970-01-01T00:00:00Z as 64-bit integers, whatever the session's zone.</summary>
    Instant = 31,
}
