using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.MarketData.PointInTime;

/// <summary>Collects rows of an observed table, column by column, and brings them into the order of the file.</summary>
public sealed class ObservedTableBuilder
{
    private const int FirstCapacity = 256;

    private readonly ObservedDataset dataset;
    private readonly Texts source = new();
    private readonly Texts[] texts;
    private readonly double[][] numbers;
    private int[] date = new int[FirstCapacity];
    private long[] knownAt = new long[FirstCapacity];
    private bool[] retracted = new bool[FirstCapacity];
    private long[] line = new long[FirstCapacity];

    public ObservedTableBuilder(ObservedDataset dataset)
    {
        this.dataset = dataset;
        texts = [.. dataset.Keys.Concat(dataset.Texts).Select(_ => new Texts())];
        numbers = [.. dataset.Numbers.Select(_ => new double[FirstCapacity])];
    }

    public int Count { get; private set; }

    /// <summary>Adds a statement.</summary>
    /// <param name="day">Date of the event.</param>
    /// <param name="known">Since when it is known.</param>
    /// <param name="origin">Who says so: <c>stooq</c>, <c>file:all_stocks_5yr.csv.gz</c>.</param>
    /// <param name="named">The keys, then the texts of the dataset, in its order; only a text, or the symbol of a bar, may be null.</param>
    /// <param name="values">The numbers of the dataset, in its order; NaN is missing.</param>
    /// <param name="lineNumber">Line of the source's file; 0 where there is none.</param>
    public void Add(TradingDate day, DateTimeOffset known, string origin, ReadOnlySpan<string?> named, ReadOnlySpan<double> values, long lineNumber = 0) =>
        Append(day, known, origin, named, values, lineNumber, isRetraction: false);

    /// <summary>Takes a statement back: from <paramref name="known"/> on there is none about that date and these keys, until another comes.</summary>
    /// <param name="day">Date of the event.</param>
    /// <param name="known">Since when it is known to be void.</param>
    /// <param name="origin">Who says so.</param>
    /// <param name="keys">The keys of the dataset.</param>
    public void Retract(TradingDate day, DateTimeOffset known, string origin, params ReadOnlySpan<string?> keys)
    {
        var named = new string?[texts.Length];
        keys.CopyTo(named);
        Span<double> nothing = stackalloc double[numbers.Length];
        nothing.Fill(double.NaN);
        Append(day, known, origin, named, nothing, 0, isRetraction: true);
    }

    /// <summary>Adds every row of an observed table of the same kind.</summary>
    public void AddAll(Table table) => AddAll(table, 0, table.RowCount);

    /// <summary>Adds the rows from one to before another.</summary>
    public void AddAll(Table table, int begin, int end)
    {
        var (days, known, retractions) = (table.Expect(dataset.SchemaId).Date(dataset.Date), table.Instant(ObservedDataset.KnownAt), table.Boolean(ObservedDataset.Retracted));
        var origins = table.Text(ObservedDataset.Source);
        TextColumn[] named = [.. dataset.Keys.Concat(dataset.Texts).Select(table.Text)];
        double[][] values = [.. dataset.Numbers.Select(table.Float64)];
        var lines = dataset.HasLine ? table.Int64(ObservedDataset.Line) : new long[table.RowCount];
        var words = new string?[named.Length];
        var figures = new double[values.Length];
        for (var row = begin; row < end; row++)
        {
            for (var text = 0; text < words.Length; text++)
            {
                words[text] = named[text].At(row);
            }

            for (var number = 0; number < figures.Length; number++)
            {
                figures[number] = values[number][row];
            }

            Append(new TradingDate(days[row]), InstantColumn.InstantOf(known[row]), origins.At(row)!, words, figures, lines[row], retractions[row]);
        }
    }

    /// <summary>The table, sorted by date, keys and known-at; rows that agree in these keep their order. The builder goes on being usable.</summary>
    public Table Build()
    {
        var columns = new List<Column>
        {
            new DateColumn(dataset.Date, date[..Count]),
            texts[0].ToColumn(dataset.Keys[0], Count),
            new InstantColumn(ObservedDataset.KnownAt, knownAt[..Count]),
            source.ToColumn(ObservedDataset.Source, Count),
        };
        for (var key = 1; key < dataset.Keys.Count; key++)
        {
            columns.Add(texts[key].ToColumn(dataset.Keys[key], Count));
        }

        for (var number = 0; number < numbers.Length; number++)
        {
            columns.Add(new Float64Column(dataset.Numbers[number], numbers[number][..Count]));
        }

        for (var text = 0; text < dataset.Texts.Count; text++)
        {
            columns.Add(texts[dataset.Keys.Count + text].ToColumn(dataset.Texts[text], Count));
        }

        columns.Add(new BooleanColumn(ObservedDataset.Retracted, retracted[..Count]));
        if (dataset.HasLine)
        {
            columns.Add(new Int64Column(ObservedDataset.Line, line[..Count]));
        }

        return ObservedOrder.Arrange(new Table(dataset.SchemaId, columns));
    }

    private void Append(
        TradingDate day, DateTimeOffset known, string origin, ReadOnlySpan<string?> named, ReadOnlySpan<double> values, long lineNumber, bool isRetraction)
    {
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentOutOfRangeException.ThrowIfNotEqual(named.Length, texts.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, numbers.Length);
        if (Count == date.Length)
        {
            Resize(checked(Count * 2));
        }

        date[Count] = day.DayNumber;
        knownAt[Count] = InstantColumn.MicrosecondsOf(known);
        retracted[Count] = isRetraction;
        line[Count] = lineNumber;
        source.Set(Count, origin);
        for (var text = 0; text < texts.Length; text++)
        {
            if (text < dataset.Keys.Count && named[text] is null && !dataset.KeyMayMiss)
            {
                throw new ArgumentException($"A row of {dataset} names no {dataset.Keys[text]}.", nameof(named));
            }

            texts[text].Set(Count, named[text]);
        }

        for (var number = 0; number < numbers.Length; number++)
        {
            numbers[number][Count] = values[number];
        }

        Count++;
    }

    private void Resize(int capacity)
    {
        Array.Resize(ref date, capacity);
        Array.Resize(ref knownAt, capacity);
        Array.Resize(ref retracted, capacity);
        Array.Resize(ref line, capacity);
        for (var number = 0; number < numbers.Length; number++)
        {
            Array.Resize(ref numbers[number], capacity);
        }
    }

    /// <summary>A growing text column; texts by dictionary in the order they come.</summary>
    private sealed class Texts
    {
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private readonly List<string> dictionary = [];
        private int[] codes = new int[FirstCapacity];

        public void Set(int row, string? text)
        {
            if (row == codes.Length)
            {
                Array.Resize(ref codes, checked(row * 2));
            }

            var code = -1;
            if (text is not null && !places.TryGetValue(text, out code))
            {
                code = dictionary.Count;
                dictionary.Add(text);
                places.Add(text, code);
            }

            codes[row] = code;
        }

        public TextColumn ToColumn(string name, int count) => new(name, codes[..count], [.. dictionary]);
    }
}
