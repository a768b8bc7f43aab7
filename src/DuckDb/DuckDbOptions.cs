namespace Assay.DuckDb;

/// <summary>How a database is opened. Nothing is taken from the machine: the same options give the same results anywhere.</summary>
public sealed record DuckDbOptions
{
    /// <summary>A database file, or <c>:memory:</c> (the default).</summary>
    public string Path { get; init; } = ":memory:";

    /// <summary>Worker threads, 1 or more; default 1. Never derived from the number of cores.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Memory for buffers in MiB, 16 or more; default 1,024. Beyond it DuckDB spills to <see cref="TemporaryFolder"/> or fails.</summary>
    public int MemoryLimitMebibytes { get; init; } = 1024;

    /// <summary>Where DuckDB may spill; null (the default) forbids it.</summary>
    public string? TemporaryFolder { get; init; }
}
