using Assay.MarketData.Accounts;
using Assay.MarketData.PointInTime;
using static Assay.Tests.Unit.MarketData.Accounts.AccountMarket;

namespace Assay.Tests.Unit.MarketData.Accounts;

/// <summary>What holds for any fills: seeded, a few shares, flips, splits of one or two ratios.</summary>
public sealed class PositionPropertyTests
{
    private const int Days = 20;
    private static readonly string[] Symbols = ["A", "B", "C"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_AnyFills_ProfitIsCashFlowAndMarketValue(int seed)
    {
        using var market = Market(Draw(seed), seed);

        var account = PositionDerivation.Read(market.Reader, Evening(Days));

        account.Refused.ShouldBeEmpty();
        account.Positions.Count.ShouldBe(Symbols.Length);
        account.Positions.Any(position => position.Realised != 0).ShouldBeTrue();
        foreach (var position in account.Positions)
        {
            Math.Round(position.Realised + position.Unrealised!.Value - position.CashFlow - position.MarketValue!.Value, 12).ShouldBe(0);
            position.Lots.ShouldAllBe(lot => Math.Sign(lot.Quantity) == Math.Sign(position.Quantity) && Math.Sign(lot.Cost) == Math.Sign(lot.Quantity));
            position.Lots.Select(lot => lot.OpenedOn).ShouldBeInOrder();
        }

        Math.Round(account.Realised + account.Unrealised!.Value - account.CashFlow - account.MarketValue!.Value, 12).ShouldBe(0);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Read_FillsToldInAnotherOrder_GiveTheSame(int seed)
    {
        var fills = Draw(seed);
        var shuffled = fills.ToArray();
        new Random(seed).Shuffle(shuffled);
        using var market = Market(fills, seed);
        using var other = Market(shuffled, seed);

        Text(PositionDerivation.Read(other.Reader, Evening(Days))).ShouldBe(Text(PositionDerivation.Read(market.Reader, Evening(Days))));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Read_WhatComesLater_ChangesNothingBefore(int seed)
    {
        var fills = Draw(seed);
        using var whole = Market(fills, seed);

        foreach (var day in new[] { 1, 5, 9, 14 })
        {
            using var then = Market([.. fills.Where(fill => fill.Day <= day)], seed, day);
            var expected = PositionDerivation.Read(then.Reader, Evening(day));

            Text(PositionDerivation.Read(whole.Reader, Evening(day))).ShouldBe(Text(expected));
            expected.Positions.ShouldNotBeEmpty();
        }
    }

    private static Drawn[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 120).Select(number => new Drawn(
            $"f{number}", random.Next(Days), number, Symbols[random.Next(Symbols.Length)], random.Next(1, 200) * (random.Next(2) == 0 ? 1 : -1), random.Next(500, 9_000) / 100.0, random.Next(0, 200) / 100.0))];
    }

    /// <summary>Closes, splits and fills of the days up to one.</summary>
    private static AccountMarket Market(IReadOnlyList<Drawn> fills, int seed, int lastDay = Days)
    {
        var random = new Random(seed + 1_000);
        var market = new AccountMarket();
        market.Fills(rows =>
        {
            foreach (var fill in fills)
            {
                AddFill(rows, fill.Id, fill.Day, fill.Minute, fill.Symbol, fill.Quantity, fill.Price, fill.Commission);
            }
        });
        foreach (var (day, symbol, ratio) in new[] { (4, "A", 2.0), (7, "B", 0.2), (9, "A", 1.5), (15, "C", 7.0) })
        {
            _ = day - 1 <= lastDay ? market.Split(day, symbol, ratio) : market;
        }

        var bars = new ObservedTableBuilder(ObservedDataset.Bars);
        for (var day = 0; day <= Days; day++)
        {
            foreach (var symbol in Symbols)
            {
                var close = random.Next(1_000, 8_000) / 100.0;
                if (day <= lastDay)
                {
                    bars.Add(First.AddDays(day), Evening(day), "vendor", [symbol], [close, close, close, close, 1]);
                }
            }
        }

        return market.Bars(bars.Build());
    }

    private static string Text(AccountPositions account) => string.Join('\n', [
        .. account.Positions.Select(position => $"{position with { Lots = [] }} {string.Join(' ', position.Lots)}"), .. account.Remarks, .. account.Refused.Select(fill => fill.ToString())]);

    private sealed record Drawn(string Id, int Day, int Minute, string Symbol, double Quantity, double Price, double Commission);
}
