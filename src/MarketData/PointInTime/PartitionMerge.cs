using Assay.Artifacts.Tables;

namespace Assay.MarketData.PointInTime;

/// <summary>
/// Merges partitions that are each in the order of <see cref="ObservedOrder"/>. Rows are chosen as runs within partitions, so that the
/// long stretches which only one partition speaks of are copied as blocks.
/// </summary>
internal sealed class PartitionMerge
{
    private readonly ObservedDataset dataset;
    private readonly PartitionCursor[] parts;
    private readonly string[][] dictionaries;
    private readonly DateSpan span;

    /// <param name="dataset">Kind of table.</param>
    /// <param name="tables">The partitions, the earliest first; each has date, keys, known-at, retracted and the columns asked for later.</param>
    /// <param name="span">Dates taken.</param>
    public PartitionMerge(ObservedDataset dataset, IReadOnlyList<Table> tables, DateSpan span)
    {
        this.dataset = dataset;
        this.span = span;
        dictionaries = [.. dataset.Keys.Select(key => Union(tables, key))];
        parts = [.. tables.Select(table => new PartitionCursor(table, dataset, dictionaries))];
    }

    /// <summary>The rows that hold at an instant, in order.</summary>
    public List<RowRun> KnownAt(long asOf) => Walk((part, begin, end, runs) => part.AddKnown(begin, end, asOf, runs), (holders, runs) => AddKnown(holders, asOf, runs));

    /// <summary>Every row in order; of rows that agree in all of the order those of the earlier partition come first.</summary>
    public List<RowRun> Everything() => Walk((part, begin, end, runs) => RowRun.Add(runs, part, begin, end), AddAll);

    /// <summary>
    /// Every row in order, but for those that no read can ever give: where a later partition says something about the same thing with the
    /// same known-at.
    /// </summary>
    public List<RowRun> EverythingSeen() => Walk((part, begin, end, runs) => RowRun.Add(runs, part, begin, end), AddSeen);

    /// <summary>The columns named, of the rows chosen; texts that no row uses leave the dictionaries.</summary>
    public Table Gather(List<RowRun> runs, IReadOnlyList<string> columns)
    {
        var count = 0;
        foreach (var run in runs)
        {
            count = checked(count + run.Count);
        }

        return new Table(dataset.SchemaId, [.. columns.Select(name => Gather(runs, name, count))]);
    }

    private static string[] Union(IReadOnlyList<Table> tables, string column) => tables.Count == 1
        ? tables[0].Text(column).Dictionary
        : [.. tables.SelectMany(table => table.Text(column).Dictionary).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private List<RowRun> Walk(Action<PartitionCursor, int, int, List<RowRun>> addAlone, Action<List<(PartitionCursor Part, int Begin, int End)>, List<RowRun>> addTogether)
    {
        var runs = new List<RowRun>();
        var open = new List<PartitionCursor>(parts.Length);
        foreach (var part in parts)
        {
            part.Start(span);
            if (!part.IsDone)
            {
                open.Add(part);
            }
        }

        var holders = new List<(PartitionCursor Part, int Begin, int End)>();
        while (open.Count > 0)
        {
            var (date, next, at) = Earliest(open);
            if (next > date)
            {
                // Nobody else speaks of the dates before the next.
                var end = at.EndBefore(next);
                addAlone(at, at.Position, end, runs);
                at.Position = end;
            }
            else
            {
                MergeDate(open, date, holders, addTogether, runs);
            }

            _ = open.RemoveAll(part => part.IsDone);
        }

        return runs;
    }

    /// <summary>The earliest date, the earliest of the other partitions (equal to it where two speak of it), and a partition that has it.</summary>
    private static (int Date, int Next, PartitionCursor At) Earliest(List<PartitionCursor> open)
    {
        var at = open[0];
        var next = int.MaxValue;
        for (var i = 1; i < open.Count; i++)
        {
            if (open[i].Date < at.Date)
            {
                next = at.Date;
                at = open[i];
            }
            else
            {
                next = Math.Min(next, open[i].Date);
            }
        }

        return (at.Date, next, at);
    }

    /// <summary>Goes through the keys of one date in order, and hands over all rows of each.</summary>
    private static void MergeDate(
        List<PartitionCursor> open, int date, List<(PartitionCursor Part, int Begin, int End)> holders, Action<List<(PartitionCursor Part, int Begin, int End)>, List<RowRun>> add, List<RowRun> runs)
    {
        while (true)
        {
            var least = long.MaxValue;
            foreach (var part in open)
            {
                if (!part.IsDone && part.Date == date)
                {
                    least = Math.Min(least, part.Key);
                }
            }

            if (least == long.MaxValue)
            {
                return;
            }

            holders.Clear();
            foreach (var part in open)
            {
                if (!part.IsDone && part.Date == date && part.Key == least)
                {
                    var begin = part.Position;
                    part.Position = part.EndOfGroup(begin);
                    holders.Add((part, begin, part.Position));
                }
            }

            add(holders, runs);
        }
    }

    /// <summary>Of one thing that several partitions speak of: what was known last at an instant, of the latest partition.</summary>
    private static void AddKnown(List<(PartitionCursor Part, int Begin, int End)> holders, long asOf, List<RowRun> runs)
    {
        if (holders[0].Part.IsUnnamed(holders[0].Begin))
        {
            foreach (var (part, begin, end) in holders)
            {
                part.AddKnown(begin, end, asOf, runs);
            }

            return;
        }

        var chosen = -1;
        var latest = long.MinValue;
        for (var i = 0; i < holders.Count; i++)
        {
            var known = holders[i].Part.LatestKnown(holders[i].Begin, holders[i].End, asOf);
            if (known is { } instant && instant >= latest)
            {
                latest = instant;
                chosen = i;
            }
        }

        if (chosen >= 0)
        {
            holders[chosen].Part.AddKnown(holders[chosen].Begin, holders[chosen].End, asOf, runs);
        }
    }

    private static void AddAll(List<(PartitionCursor Part, int Begin, int End)> holders, List<RowRun> runs) => AddByInstant(holders, runs, onlySeen: false);

    private static void AddSeen(List<(PartitionCursor Part, int Begin, int End)> holders, List<RowRun> runs) =>
        AddByInstant(holders, runs, onlySeen: !holders[0].Part.IsUnnamed(holders[0].Begin));

    /// <summary>Of one thing that several partitions speak of: all rows by known-at, then partition.</summary>
    private static void AddByInstant(List<(PartitionCursor Part, int Begin, int End)> holders, List<RowRun> runs, bool onlySeen)
    {
        while (true)
        {
            var earliest = long.MaxValue;
            foreach (var (part, begin, end) in holders)
            {
                earliest = begin < end ? Math.Min(earliest, part.KnownAt(begin)) : earliest;
            }

            if (earliest == long.MaxValue)
            {
                return;
            }

            var last = holders.FindLastIndex(holder => holder.Begin < holder.End && holder.Part.KnownAt(holder.Begin) == earliest);
            for (var i = 0; i <= last; i++)
            {
                var (part, begin, end) = holders[i];
                var until = begin;
                while (until < end && part.KnownAt(until) == earliest)
                {
                    until++;
                }

                if (!onlySeen || i == last)
                {
                    RowRun.Add(runs, part, begin, until);
                }

                holders[i] = (part, until, end);
            }
        }
    }

    private Column Gather(List<RowRun> runs, string name, int count)
    {
        if (parts.Length == 0)
        {
            return Empty(name);
        }

        return parts[0].Column(name) switch
        {
            DateColumn => new DateColumn(name, Copy(runs, count, part => ((DateColumn)part.Column(name)).Values)),
            InstantColumn => new InstantColumn(name, Copy(runs, count, part => ((InstantColumn)part.Column(name)).Values)),
            Float64Column => new Float64Column(name, Copy(runs, count, part => ((Float64Column)part.Column(name)).Values)),
            Int64Column => new Int64Column(name, Copy(runs, count, part => ((Int64Column)part.Column(name)).Values)),
            BooleanColumn => new BooleanColumn(name, Copy(runs, count, part => ((BooleanColumn)part.Column(name)).Values)),
            TextColumn => GatherText(runs, name, count),
            var column => throw new ArgumentException($"Column {name}: {column.TypeName} has no place in an observed table.", nameof(name)),
        };
    }

    private TextColumn GatherText(List<RowRun> runs, string name, int count)
    {
        var key = dataset.Keys.ToList().IndexOf(name);
        var dictionary = key >= 0 ? dictionaries[key] : Union([.. parts.Select(part => part.Table)], name);
        var codes = Copy(runs, count, part => key >= 0 ? part.KeyCodes(key) : PartitionCursor.Recode(part.Table.Text(name), dictionary));
        return new TextColumn(name, codes, BarOrder.DropUnused(codes, dictionary));
    }

    private static T[] Copy<T>(List<RowRun> runs, int count, Func<PartitionCursor, T[]> values)
    {
        var sources = new Dictionary<PartitionCursor, T[]>();
        var target = new T[count];
        var position = 0;
        foreach (var run in runs)
        {
            if (!sources.TryGetValue(run.Part, out var source))
            {
                source = values(run.Part);
                sources.Add(run.Part, source);
            }

            source.AsSpan(run.Begin, run.Count).CopyTo(target.AsSpan(position));
            position += run.Count;
        }

        return target;
    }

    private Column Empty(string name)
    {
        if (string.Equals(name, dataset.Date, StringComparison.Ordinal))
        {
            return new DateColumn(name, []);
        }

        return name switch
        {
            ObservedDataset.KnownAt => new InstantColumn(name, []),
            ObservedDataset.Retracted => new BooleanColumn(name, []),
            ObservedDataset.Line => new Int64Column(name, []),
            _ when dataset.Numbers.Contains(name, StringComparer.Ordinal) => new Float64Column(name, []),
            _ when dataset.Columns.Contains(name, StringComparer.Ordinal) => new TextColumn(name, [], []),
            _ => throw new ArgumentException($"A table of {dataset} has no column '{name}'.", nameof(name)),
        };
    }
}
