namespace Assay.Artifacts.Tables;

/// <summary>
/// One named column of a <see cref="Table"/>: flat arrays, shared and not copied, so nobody writes to them after the table is made.
/// </summary>
public abstract class Column
{
    private protected Column(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Name in snake_case, unique in its table without regard to case.</summary>
    public string Name { get; }

    /// <summary>Number of values.</summary>
    public abstract int Length { get; }

    /// <summary>The type in words for messages: float64, float32, int32, int64, boolean, date, instant or text.</summary>
    public abstract string TypeName { get; }

    /// <summary>A column of some of the rows, in the order given.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    private protected static T[] Take<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var row = 0; row < taken.Length; row++)
        {
            taken[row] = values[rows[row]];
        }

        return taken;
    }
}
