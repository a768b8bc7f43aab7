using Assay.Domain;

namespace Assay.DuckDb;

/// <summary>DuckDB refused or failed; the message holds what was asked and DuckDB's own text.</summary>
public sealed class DuckDbException : AssayException
{
    public DuckDbException(string message)
        : base(message)
    {
    }

    /// <summary>Always false: DuckDB runs in this process, so the same call fails again.</summary>
    public override bool IsTransient => false;
}
