using Assay.Artifacts;
using Assay.Artifacts.Tables;
using Assay.Domain;
using Assay.MarketData.Actions;
using Assay.MarketData.PointInTime;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.PointInTime;

/// <summary>Of every kind of table: what becomes known after an instant changes nothing that a read as of it gives, of a symbol and of a series alike.</summary>
public sealed class LaterKnowledgeTests : IDisposable
{
    private const int Instants = 24;
    private static readonly TradingDate First = new(2016, 12, 26);
    private static readonly string[] Names = ["AAA", "BBB", "VIX"];
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public LaterKnowledgeTests() => store = new FolderArtifactStore(folder.Path);

    public static TheoryData<string, int> Kinds()
    {
        var kinds = new TheoryData<string, int>();
        foreach (var dataset in ObservedDataset.All)
        {
            kinds.Add(dataset.Name, 1);
            kinds.Add(dataset.Name, 2);
        }

        return kinds;
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_WhatBecomesKnownLater_ChangesNothing(string name, int seed)
    {
        var dataset = ObservedDataset.OfName(name);
        var whole = Reader(seed, Instants, [dataset]);

        foreach (var instant in new[] { 3, 9, 15, 21 })
        {
            var then = Reader(seed, instant, [dataset]).Read(dataset, At(instant));

            then.RowCount.ShouldBeGreaterThan(0);
            store.PutTable(whole.Read(dataset, At(instant))).ShouldBe(store.PutTable(then));
        }

        store.PutTable(whole.Read(dataset, At(Instants))).ShouldNotBe(store.PutTable(whole.Read(dataset, At(9))), "what comes later says something");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void KnowledgeOfASymbol_WhatBecomesKnownLater_ChangesNothing(int seed)
    {
        ObservedDataset[] kinds = [ObservedDataset.Bars, ObservedDataset.Fundamentals, ObservedDataset.Sentiment, ObservedDataset.Series, ObservedDataset.Membership];
        var whole = Reader(seed, Instants, kinds);

        foreach (var instant in new[] { 6, 12, 18 })
        {
            var then = Reader(seed, instant, kinds);
            foreach (var name in Names)
            {
                var known = SymbolKnowledge.Read(then, name, At(instant), DateSpan.All, PriceAdjustment.TotalReturn);

                known.IsEmpty.ShouldBeFalse();
                Digests(SymbolKnowledge.Read(whole, name, At(instant), DateSpan.All, PriceAdjustment.TotalReturn)).ShouldBe(Digests(known));
                Digests(SymbolKnowledge.ReadSeries(whole, name, At(instant), DateSpan.All)).ShouldBe(Digests(SymbolKnowledge.ReadSeries(then, name, At(instant), DateSpan.All)));
            }
        }
    }

    private static DateTimeOffset At(int instant) => new DateTimeOffset(First.ToDateOnly(), new TimeOnly(21, 0), TimeSpan.Zero).AddDays(instant);

    /// <summary>Statements of these kinds that were known by an instant, in several partitions; corrections and retractions among them.</summary>
    private SnapshotReader Reader(int seed, int knownBy, IEnumerable<ObservedDataset> kinds)
    {
        var builder = new SnapshotBuilder(store, "m", synthetic: true);
        foreach (var dataset in kinds)
        {
            var random = new Random(seed);
            for (var batch = 0; batch < 6; batch++)
            {
                var rows = new ObservedTableBuilder(dataset);
                for (var row = 0; row < 25; row++)
                {
                    Draw(rows, dataset, random, knownBy);
                }

                _ = rows.Count == 0 ? builder : builder.Append(rows.Build());
            }
        }

        return new SnapshotReader(store, builder.Build());
    }

    private static void Draw(ObservedTableBuilder rows, ObservedDataset dataset, Random random, int knownBy)
    {
        var (day, known, isRetraction) = (random.Next(0, 10), random.Next(0, Instants), random.Next(0, 8) == 0);
        string?[] keys = [Names[random.Next(Names.Length)], .. dataset.Keys.Skip(1).Select(key => key == "kind" ? ActionKind.Split : $"{key}{random.Next(0, 2)}")];
        double[] numbers = [.. dataset.Numbers.Select(_ => (double)random.Next(1, 50))];
        if (known > knownBy)
        {
            return;
        }

        if (isRetraction)
        {
            rows.Retract(First.AddDays(day), At(known), "test", keys);
        }
        else
        {
            rows.Add(First.AddDays(day), At(known), "test", [.. keys, .. dataset.Texts.Select(_ => (string?)null)], numbers);
        }
    }

    private string[] Digests(SymbolKnowledge known) =>
    [
        .. new Table[] { known.Bars, known.Actions, known.Fundamentals, known.Sentiment, known.Series }.Select(table => store.PutTable(table).Sha256),
        known.Membership?.ToString() ?? "none",
    ];
}
