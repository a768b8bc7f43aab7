using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData;

/// <summary>Small random markets with faults of every kind at random places.</summary>
internal static class FaultyMarket
{
    private const double FaultShare = 0.05;
    private const int FaultKinds = 8;

    public sealed record Bar(int Day, string? Symbol, double[] Numbers, long Line);

    public static (Bar[] Rows, int[] Days) Make(ulong seed, int sessions, int symbols)
    {
        var random = SeededStream.Derive(seed, "faulty");
        var rows = new List<Bar>();
        var days = new int[sessions];
        var day = new TradingDate(2018, 1, 1).DayNumber;
        for (var session = 0; session < sessions; session++, day++)
        {
            while (new TradingDate(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                day++;
            }

            days[session] = day;
            for (var symbol = 0; symbol < symbols; symbol++)
            {
                var close = 50 + (10 * random.NextDouble());
                var open = 50 + (10 * random.NextDouble());
                double[] numbers = [open, Math.Max(open, close) + random.NextDouble(), Math.Min(open, close) - random.NextDouble(), close, 1000 * random.NextDouble()];
                Add(rows, random, new Bar(day, $"S{symbol}", numbers, 0));
            }
        }

        return ([.. rows.Select((row, index) => row with { Line = index + 2 })], days);
    }

    public static Table Table(IEnumerable<Bar> bars)
    {
        var rows = bars.ToArray();
        return MarketSamples.RawTable(
            [.. rows.Select(row => row.Day)],
            [.. rows.Select(row => row.Symbol)],
            [.. Enumerable.Range(0, 5).Select(column => rows.Select(row => row.Numbers[column]).ToArray())],
            [.. rows.Select(row => row.Line)]);
    }

    private static void Add(List<Bar> rows, SeededStream random, Bar bar)
    {
        var kind = random.NextDouble() < FaultShare ? random.NextInt32(FaultKinds) : -1;
        var numbers = (double[])bar.Numbers.Clone();
        switch (kind)
        {
            case 0:
                return;
            case 1:
                numbers[random.NextInt32(5)] = double.NaN;
                break;
            case 2:
                (numbers[1], numbers[2]) = (numbers[2], numbers[1]);
                break;
            case 3:
                numbers[random.NextInt32(5)] *= -1;
                break;
            case 4:
                rows.Add(bar);
                break;
            case 5:
                rows.Add(bar);
                numbers[3] = numbers[0];
                break;
            case 6:
                rows.Add(bar with { Symbol = null });
                return;
            case 7:
                rows.Add(bar with { Day = bar.Day - ((int)new TradingDate(bar.Day).DayOfWeek) });
                return;
        }

        rows.Add(bar with { Numbers = numbers });
    }
}
