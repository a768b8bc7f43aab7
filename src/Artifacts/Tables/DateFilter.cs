using Assay.Domain;

namespace Assay.Artifacts.Tables;

/// <summary>Of a table that is read, only the rows whose date lies within days, both included; null is open.</summary>
/// <param name="Column">A column of dates.</param>
/// <param name="First">First day, or null.</param>
/// <param name="Last">Last day, or null.</param>
public sealed record DateFilter(string Column, TradingDate? First, TradingDate? Last)
{
    public bool Includes(TradingDate date) => (First is not { } first || date >= first) && (Last is not { } last || date <= last);
}
