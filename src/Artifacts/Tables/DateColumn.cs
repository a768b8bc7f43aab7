using Assay.Domain;

namespace Assay.Artifacts.Tables;

/// <summary>Dates as days since 1970-01-01 (<see cref="TradingDate.DayNumber"/>). A missing date is not supported.</summary>
public sealed class DateColumn : Column
{
    public DateColumn(string name, int[] values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    /// <summary>Days since 1970-01-01.</summary>
    public int[] Values { get; }

    public override int Length => Values.Length;

    public override string TypeName => "date";

    public override DateColumn Take(ReadOnlySpan<int> rows) => new(Name, Take(Values, rows));

    public TradingDate At(int row) => new(Values[row]);
}
