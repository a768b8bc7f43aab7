using Assay.Domain;

namespace Assay.Backtesting;

/// <summary>The data given does not allow the backtest that was asked for.</summary>
public sealed class BacktestException : AssayException
{
    public BacktestException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    public override bool IsTransient => false;
}
