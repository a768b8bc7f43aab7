using System.Globalization;
using Assay.Domain;
using Assay.Numerics.Randomness;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>What happens to rows and cells of a file.</summary>
internal static class RowDamage
{
    private const int Margin = 30;

    public static Damage RowsCut(CleanFile file, SeededStream random, int most)
    {
        var (symbol, first, count) = Stretch(file, random, 1, most);
        var lines = file.Lines();
        lines.RemoveRange(first + 1, count);
        return Of(file, lines, symbol, first, count, $"{count} rows of {symbol} from {file.Rows[first][0]} on are gone");
    }

    public static Damage SessionCut(CleanFile file, SeededStream random)
    {
        var day = file.Sessions[Margin + random.NextInt32(file.Sessions.Count - (2 * Margin))];
        var lines = file.Lines().Where(line => !line.StartsWith(day.ToString(), StringComparison.Ordinal));
        return new Damage(CleanFile.Bytes(lines), new Place(null, (day, day), []), $"all rows of {day} are gone");
    }

    public static Damage EndCut(CleanFile file, SeededStream random)
    {
        var symbol = Full(file, random);
        var (first, total) = file.RowsOf(symbol);
        var count = 10 + random.NextInt32(60);
        var begin = first + total - count;
        var lines = file.Lines();
        lines.RemoveRange(begin + 1, count);
        return Of(file, lines, symbol, begin - 1, count + 1, $"the last {count} rows of {symbol} are gone");
    }

    public static Damage CellsEmptied(CleanFile file, SeededStream random) => Cells(file, random, 5, "emptied", (row, column) => row[column] = string.Empty);

    public static Damage SignsAdded(CleanFile file, SeededStream random) => Cells(file, random, 5, "negative", (row, column) => row[column] = "-" + row[column]);

    public static Damage TextInNumbers(CleanFile file, SeededStream random)
    {
        string[] texts = ["n.a.", "1.234,5", "12..5", "1e999", "O.5", "--", "12 34"];
        return Cells(file, random, 1, "a text", (row, column) => row[column] = '"' + texts[random.NextInt32(texts.Length)] + '"');
    }

    public static Damage ColumnsSwapped(CleanFile file, SeededStream random)
    {
        (int First, int Second)[] pairs =
            [(CleanFile.High, CleanFile.Low), (CleanFile.High, CleanFile.Close), (CleanFile.Low, CleanFile.Open), (CleanFile.Close, CleanFile.Volume), (CleanFile.Date, CleanFile.Name)];
        var (a, b) = pairs[random.NextInt32(pairs.Length)];
        return Edit(file, random, 1, 20, $"columns {a} and {b} swapped in", (row, _) => (row[a], row[b]) = (row[b], row[a]));
    }

    /// <summary>Where the day is at most 12 the date still is one.</summary>
    public static Damage DayAndMonthReversed(CleanFile file, SeededStream random) => Edit(file, random, 20, 60, "day and month reversed in", (row, _) =>
    {
        var date = TradingDate.Parse(row[CleanFile.Date]).ToDateOnly();
        if (date.Day <= 12)
        {
            row[CleanFile.Date] = new TradingDate(date.Year, date.Day, date.Month).ToString();
        }
    });

    public static Damage DateFormChanged(CleanFile file, SeededStream random)
    {
        string[] forms = ["dd/MM/yyyy", "MM-dd-yyyy", "yyyyMMdd", "d MMM yyyy", "yyyy-MM-dd'T'HH"];
        var form = forms[random.NextInt32(forms.Length)];
        return Edit(file, random, 1, 20, $"dates as {form} in", (row, _) =>
            row[CleanFile.Date] = TradingDate.Parse(row[CleanFile.Date]).ToDateOnly().ToDateTime(TimeOnly.MinValue).ToString(form, CultureInfo.InvariantCulture));
    }

    /// <summary>The row is missing where it was, and stands where nothing should be.</summary>
    public static Damage YearChanged(CleanFile file, SeededStream random) =>
        Edit(file, random, 1, 5, "another year in", (row, _) => row[CleanFile.Date] = (random.NextInt32(2) == 0 ? "2003" : "2031") + row[CleanFile.Date][4..]);

    public static Damage PricesTimesHundred(CleanFile file, SeededStream random, int most) => Edit(file, random, 1, most, "prices × 100 in", (row, _) =>
    {
        for (var column = CleanFile.Open; column <= CleanFile.Close; column++)
        {
            row[column] = Text(100 * CleanFile.Number(row, column));
        }
    });

    public static Damage OnePriceTimesHundred(CleanFile file, SeededStream random) =>
        Cells(file, random, 1, "× 100", (row, column) => row[column] = Text(100 * CleanFile.Number(row, column)), CleanFile.Close);

    /// <summary>A digit of an open or a close is another, and moves it by more than the day's range.</summary>
    public static Damage DigitOfOpenOrCloseChanged(CleanFile file, SeededStream random) =>
        DigitChanged(file, random, random.NextInt32(2) == 0 ? CleanFile.Open : CleanFile.Close, _ => true);

    /// <summary>A digit of a high or a low is another, and moves it by more than the day's range, past the other prices.</summary>
    public static Damage DigitOfHighOrLowChangedInwards(CleanFile file, SeededStream random)
    {
        var isHigh = random.NextInt32(2) == 0;
        return DigitChanged(file, random, isHigh ? CleanFile.High : CleanFile.Low, ratio => (ratio < 1) == isHigh);
    }

    /// <summary>The same, away from the other prices.</summary>
    /// <param name="file">The file.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="least">Least ratio, over 1, of the new high to the old one, or of the old low to the new one.</param>
    /// <param name="most">Largest.</param>
    public static Damage DigitOfHighOrLowChangedOutwards(CleanFile file, SeededStream random, double least, double most)
    {
        var isHigh = random.NextInt32(2) == 0;
        return DigitChanged(file, random, isHigh ? CleanFile.High : CleanFile.Low, ratio => (isHigh ? ratio : 1 / ratio) is var moved && moved >= least && moved <= most);
    }

    /// <summary>The last price of a stretch stands at its first date, and so on: what happened, backwards.</summary>
    public static Damage DatesReversed(CleanFile file, SeededStream random, int fewest, int most)
    {
        var (symbol, first, count) = Stretch(file, random, fewest, most);
        var lines = file.Lines();
        for (var row = 0; row < count; row++)
        {
            lines[first + row + 1] = string.Join(',', [file.Rows[first + row][CleanFile.Date], .. file.Rows[first + count - 1 - row][CleanFile.Open..]]);
        }

        return Of(file, lines, symbol, first, count, $"{count} rows of {symbol} from {file.Rows[first][0]} on stand backwards");
    }

    private static Damage DigitChanged(CleanFile file, SeededStream random, int column, Func<double, bool> isWanted)
    {
        while (true)
        {
            var symbol = Full(file, random);
            var (first, count) = file.RowsOf(symbol);
            var row = first + Margin + random.NextInt32(count - (2 * Margin));
            var fields = (string[])file.Rows[row].Clone();
            var text = fields[column];
            var digit = random.NextInt32(text.Length);
            var other = (char)('0' + random.NextInt32(10));
            if (text[digit] == '.' || (digit == 0 && other == '0'))
            {
                continue;
            }

            var before = CleanFile.Number(fields, column);
            fields[column] = string.Concat(text.AsSpan(0, digit), other.ToString(), text.AsSpan(digit + 1));
            var moved = CleanFile.Number(fields, column) - before;
            if (Math.Abs(moved) > CleanFile.Number(file.Rows[row], CleanFile.High) - CleanFile.Number(file.Rows[row], CleanFile.Low) && isWanted(CleanFile.Number(fields, column) / before))
            {
                var lines = file.Lines();
                lines[row + 1] = string.Join(',', fields);
                return Of(file, lines, symbol, row, 1, $"{text} became {fields[column]} in column {column} of {symbol} on {fields[0]}");
            }
        }
    }

    public static Damage BlockRepeated(CleanFile file, SeededStream random, bool isChanged)
    {
        var (symbol, first, count) = Stretch(file, random, 1, 40);
        var lines = file.Lines();
        var block = Enumerable.Range(first, count).Select(row =>
        {
            var fields = (string[])file.Rows[row].Clone();
            fields[CleanFile.Close] = isChanged ? Text(CleanFile.Number(fields, CleanFile.Open)) : fields[CleanFile.Close];
            fields[CleanFile.Volume] = isChanged ? "1" + fields[CleanFile.Volume] : fields[CleanFile.Volume];
            return string.Join(',', fields);
        }).ToArray();
        lines.InsertRange(1 + random.NextInt32(lines.Count - 1), block);
        return Of(file, lines, symbol, first, count, $"{count} rows of {symbol} from {file.Rows[first][0]} on stand twice, {(isChanged ? "with other numbers" : "letter by letter")}");
    }

    /// <summary>Rows say what rows just before them said, volume included.</summary>
    public static Damage BlockOfEarlierDays(CleanFile file, SeededStream random)
    {
        var (symbol, first, count) = Stretch(file, random, 2, 8);
        var lines = file.Lines();
        for (var row = first; row < first + count; row++)
        {
            lines[row + 1] = string.Join(',', [file.Rows[row][CleanFile.Date], .. file.Rows[row - count][CleanFile.Open..]]);
        }

        return Of(file, lines, symbol, first, count, $"{count} rows of {symbol} from {file.Rows[first][0]} on repeat the {count} before them");
    }

    public static Damage RowsOfAnotherSymbol(CleanFile file, SeededStream random)
    {
        while (true)
        {
            var (symbol, first, count) = Stretch(file, random, 1, 20);
            var other = Full(file, random);
            var source = file.RowsOf(other).First + first - file.RowsOf(symbol).First;
            var ratio = CleanFile.Number(file.Rows[source], CleanFile.Close) / CleanFile.Number(file.Rows[first], CleanFile.Close);
            if (other == symbol || ratio is > 0.6 and < 1.6)
            {
                continue;
            }

            var lines = file.Lines();
            for (var row = 0; row < count; row++)
            {
                lines[first + row + 1] = string.Join(',', [.. file.Rows[source + row][..CleanFile.Name], symbol]);
            }

            return Of(file, lines, symbol, first, count, $"{count} rows of {symbol} from {file.Rows[first][0]} on are those of {other}");
        }
    }

    public static Damage SymbolMisspelt(CleanFile file, SeededStream random)
    {
        string name = string.Empty;
        var damage = Edit(file, random, 1, 15, "a misspelt symbol in", (row, _) => name = row[CleanFile.Name] = row[CleanFile.Name].Replace('N', 'M'));
        return damage with { Place = damage.Place with { Symbols = [.. damage.Place.Symbols, name] } };
    }

    public static Damage VolumeDigitChanged(CleanFile file, SeededStream random) => Edit(file, random, 1, 1, "a digit of the volume changed in", (row, _) =>
    {
        var text = row[CleanFile.Volume];
        var digit = 1 + random.NextInt32(text.Length - 1);
        row[CleanFile.Volume] = string.Concat(text.AsSpan(0, digit), ((char)('0' + ((text[digit] - '0' + 1 + random.NextInt32(9)) % 10))).ToString(), text.AsSpan(digit + 1));
    });

    public static Damage DigitChangedWithin(CleanFile file, SeededStream random)
    {
        while (true)
        {
            var (symbol, first, _) = Stretch(file, random, 1, 1);
            var fields = (string[])file.Rows[first].Clone();
            var text = fields[CleanFile.Close];
            var digit = text.Length - 1 - random.NextInt32(2);
            fields[CleanFile.Close] = string.Concat(text.AsSpan(0, digit), random.NextInt32(10).ToString(CultureInfo.InvariantCulture), text.AsSpan(digit + 1));
            var close = CleanFile.Number(fields, CleanFile.Close);
            if (fields[CleanFile.Close] != text && close <= CleanFile.Number(fields, CleanFile.High) && close >= CleanFile.Number(fields, CleanFile.Low))
            {
                var lines = file.Lines();
                lines[first + 1] = string.Join(',', fields);
                return Of(file, lines, symbol, first, 1, $"{text} became {fields[CleanFile.Close]} as close of {symbol} on {fields[0]}");
            }
        }
    }

    public static Damage OpenAndCloseExchanged(CleanFile file, SeededStream random) => Edit(file, random, 1, 5, "open and close exchanged in", (row, _) =>
        (row[CleanFile.Open], row[CleanFile.Close]) = (row[CleanFile.Close], row[CleanFile.Open]));

    public static Damage WholeSymbolTimesHundred(CleanFile file, SeededStream random) => EditSymbol(file, Full(file, random), "prices × 100 in all", row =>
    {
        for (var column = CleanFile.Open; column <= CleanFile.Close; column++)
        {
            row[column] = Text(100 * CleanFile.Number(row, column));
        }
    });

    public static Damage SymbolCut(CleanFile file, SeededStream random)
    {
        var symbol = Full(file, random);
        var (first, count) = file.RowsOf(symbol);
        var lines = file.Lines();
        lines.RemoveRange(first + 1, count);
        return Of(file, lines, symbol, first, count, $"{symbol} is missing");
    }

    public static Damage NamesExchanged(CleanFile file, SeededStream random)
    {
        var (symbol, other) = (Full(file, random), Full(file, random));
        var damage = EditSymbol(file, symbol, $"the name of {other} in all", row => row[CleanFile.Name] = other == symbol ? "OTHER" : other);
        var lines = System.Text.Encoding.UTF8.GetString(damage.Bytes).Split('\n')[..^1];
        var (first, count) = file.RowsOf(other);
        for (var row = first; row < first + count && other != symbol; row++)
        {
            lines[row + 1] = string.Join(',', [.. file.Rows[row][..CleanFile.Name], symbol]);
        }

        return damage with { Bytes = CleanFile.Bytes(lines), Place = Place.Whole };
    }

    private static Damage EditSymbol(CleanFile file, string symbol, string how, Action<string[]> change)
    {
        var (first, count) = file.RowsOf(symbol);
        var lines = file.Lines();
        for (var row = first; row < first + count; row++)
        {
            var fields = (string[])file.Rows[row].Clone();
            change(fields);
            lines[row + 1] = string.Join(',', fields);
        }

        return Of(file, lines, symbol, first, count, $"{how} rows of {symbol}");
    }

    /// <summary>Rows in the middle of a symbol that trades from the first session to the last.</summary>
    private static (string Symbol, int First, int Count) Stretch(CleanFile file, SeededStream random, int fewest, int most)
    {
        var symbol = Full(file, random);
        var (first, total) = file.RowsOf(symbol);
        var count = fewest + random.NextInt32(most - fewest + 1);
        return (symbol, first + Margin + random.NextInt32(total - (2 * Margin) - count), count);
    }

    private static string Full(CleanFile file, SeededStream random)
    {
        while (true)
        {
            var symbol = file.Symbols[random.NextInt32(file.Symbols.Count)];
            if (file.RowsOf(symbol).Count == file.Sessions.Count)
            {
                return symbol;
            }
        }
    }

    private static Damage Cells(CleanFile file, SeededStream random, int most, string how, Action<string[], int> change, int lastColumn = CleanFile.Volume)
    {
        var column = CleanFile.Open + random.NextInt32(lastColumn - CleanFile.Open + 1);
        return Edit(file, random, 1, most, $"column {column} {how} in", (row, _) => change(row, column));
    }

    private static Damage Edit(CleanFile file, SeededStream random, int fewest, int most, string how, Action<string[], int> change)
    {
        var (symbol, first, count) = Stretch(file, random, fewest, most);
        var lines = file.Lines();
        for (var row = first; row < first + count; row++)
        {
            var fields = (string[])file.Rows[row].Clone();
            change(fields, row);
            lines[row + 1] = string.Join(',', fields);
        }

        return Of(file, lines, symbol, first, count, $"{how} {count} rows of {symbol} from {file.Rows[first][0]} on");
    }

    /// <summary>The place reaches to the row after: a jump back is seen there.</summary>
    private static Damage Of(CleanFile file, IEnumerable<string> lines, string symbol, int first, int count, string what)
    {
        var after = Math.Min(first + count, file.Rows.Count - 1);
        var last = file.Rows[after][CleanFile.Name] == symbol ? after : first + count - 1;
        var dates = (TradingDate.Parse(file.Rows[first][CleanFile.Date]), TradingDate.Parse(file.Rows[last][CleanFile.Date]));
        return new Damage(CleanFile.Bytes(lines), new Place((CleanFile.LineOf(first), CleanFile.LineOf(first + count - 1)), dates, [symbol]), what);
    }

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
