namespace Assay.Reporting.Charts;

/// <summary>Round tick marks over a range of values (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990).</summary>
internal sealed class NiceScale
{
    public NiceScale(double low, double high, int ticks)
    {
        if (!(high > low))
        {
            var half = Math.Max(Math.Abs(low) * 0.05, 0.5);
            (low, high) = (low - half, high + half);
        }

        Step = Round((high - low) / ticks);
        Low = Math.Floor(low / Step) * Step;
        High = Math.Ceiling(high / Step) * Step;
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks()
    {
        var count = (int)Math.Round((High - Low) / Step);
        for (var i = 0; i <= count; i++)
        {
            yield return Low + (i * Step);
        }
    }

    private static double Round(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range)));
        var fraction = range / power;
        var nice = fraction < 1.5 ? 1 : fraction < 3 ? 2 : fraction < 7 ? 5 : 10;
        return nice * power;
    }
}
