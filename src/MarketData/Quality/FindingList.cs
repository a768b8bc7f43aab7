using Assay.Domain;

namespace Assay.MarketData.Quality;

/// <summary>Collects findings: counts all, keeps the first of each rule up to a limit.</summary>
internal sealed class FindingList
{
    private static readonly QualityRule[] Rules = Enum.GetValues<QualityRule>();
    private readonly int limit;
    private readonly List<QualityFinding>[] listed = [.. Rules.Select(_ => new List<QualityFinding>())];
    private readonly int[] counts = new int[Rules.Length];

    public FindingList(int limit) => this.limit = limit;

    /// <summary>Warnings about single rows; those about the file as a whole carry no date.</summary>
    public int RowWarnings { get; private set; }

    public void Add(QualityRule rule, string? symbol, TradingDate? date, long? line = null, double? value = null)
    {
        var severity = SeverityOf(rule);
        RowWarnings += severity == QualitySeverity.Warning && date is not null ? 1 : 0;
        if (counts[(int)rule]++ < limit)
        {
            listed[(int)rule].Add(new QualityFinding(severity, rule, symbol, date, line, value));
        }
    }

    public IReadOnlyList<QualityRuleCount> Counts() =>
        [.. Rules.Where(rule => counts[(int)rule] > 0)
            .Select(rule => new QualityRuleCount(rule, SeverityOf(rule), counts[(int)rule], listed[(int)rule].Count))];

    public IReadOnlyList<QualityFinding> Findings() => [.. listed.SelectMany(findings => findings)];

    private static QualitySeverity SeverityOf(QualityRule rule) => rule switch
    {
        <= QualityRule.ShortHistory => QualitySeverity.Error,
        QualityRule.PriceReturnsOnly => QualitySeverity.Info,
        _ => QualitySeverity.Warning,
    };
}
