namespace Assay.Artifacts.Tables;

/// <summary>
/// A table in memory, column by column, under the id of its schema. Rows have the order of the file, by convention date then symbol;
/// the store does not sort.
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, Column> byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="schemaId">Schema id and version, for instance <c>assay.bars/1</c>.</param>
    /// <param name="columns">At least one; all of one length, with names that differ in more than case.</param>
    public Table(string schemaId, params IReadOnlyList<Column> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(schemaId);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException($"Table {schemaId} has no columns.", nameof(columns));
        }

        foreach (var column in columns)
        {
            if (column.Length != columns[0].Length)
            {
                throw new ArgumentException(
                    $"Table {schemaId}: column {column.Name} has {column.Length} rows, but {columns[0].Name} has {columns[0].Length}.", nameof(columns));
            }

            if (!byName.TryAdd(column.Name, column))
            {
                throw new ArgumentException($"Table {schemaId} has two columns named {column.Name}.", nameof(columns));
            }
        }

        SchemaId = schemaId;
        Columns = [.. columns];
        RowCount = columns[0].Length;
    }

    public string SchemaId { get; }

    public IReadOnlyList<Column> Columns { get; }

    public int RowCount { get; }

    public bool Has(string name) => byName.ContainsKey(name);

    public double[] Float64(string name) => Get<Float64Column>(name, "float64").Values;

    public float[] Float32(string name) => Get<Float32Column>(name, "float32").Values;

    public int[] Int32(string name) => Get<Int32Column>(name, "int32").Values;

    public long[] Int64(string name) => Get<Int64Column>(name, "int64").Values;

    public bool[] Boolean(string name) => Get<BooleanColumn>(name, "boolean").Values;

    /// <summary>Days since 1970-01-01.</summary>
    public int[] Date(string name) => Get<DateColumn>(name, "date").Values;

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    public long[] Instant(string name) => Get<InstantColumn>(name, "instant").Values;

    public TextColumn Text(string name) => Get<TextColumn>(name, "text");

    /// <summary>Throws unless the table has this schema: the way for a reader to refuse what it was not written for.</summary>
    /// <exception cref="ArtifactException">The table has another schema.</exception>
    public Table Expect(string schemaId) => string.Equals(SchemaId, schemaId, StringComparison.Ordinal)
        ? this
        : throw new ArtifactException($"A table of schema {schemaId} is needed, but this one is {SchemaId}; give the right artifact, or make it anew.");

    private T Get<T>(string name, string typeName)
        where T : Column
    {
        if (!byName.TryGetValue(name, out var column))
        {
            throw new ArtifactException(
                $"Table {SchemaId} has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}.");
        }

        return column as T ?? throw new ArtifactException(
            $"Column '{name}' of table {SchemaId} holds {column.TypeName}, but {typeName} is needed.");
    }
}
