namespace Assay.Reporting.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="Values">One per date of the chart; NaN leaves a gap.</param>
/// <param name="IsReference">True draws it grey and dashed: what the others are held against.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double> Values, bool IsReference = false);
