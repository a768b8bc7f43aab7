using Assay.Domain;

namespace Assay.MarketData;

/// <summary>
/// A market data file cannot be used as it is (missing, damaged, of another form), or a calendar was asked outside its coverage. One sentence says what,
/// which file and line, and what to do.
/// </summary>
public sealed class MarketDataException : AssayException
{
    public MarketDataException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>True where a file is not text of the encoding it was read in, and may be of another.</summary>
    internal bool IsOfEncoding { get; init; }

    public override bool IsTransient => false;
}
