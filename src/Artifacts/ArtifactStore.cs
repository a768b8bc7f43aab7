using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Runs;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>
/// What every store does alike: tables as Parquet, values as canonical JSON, digests as names. Where the bytes of an object lie is the part
/// of each kind of store.
/// </summary>
public abstract class ArtifactStore : IArtifactStore, IDisposable
{
    internal const string SchemaKey = "schema";
    private const string MarksKey = "marks";

    public abstract IRecordStore Records { get; }

    public abstract bool IsShared { get; }

    public virtual IRunIndex Run(string runId) => new RunRecords(this, runId);

    /// <summary>Where an object lies, for people: a path or an address.</summary>
    public abstract string Describe(Digest digest);

    public ArtifactRef Put(ReadOnlyMemory<byte> bytes, string schema, long? rows = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        var digest = Digest.OfBytes(bytes.Span);
        if (!IsKept(digest, bytes.Length))
        {
            var aside = Begin(string.Empty, path => Fill(path, bytes));
            try
            {
                Commit(aside, digest, bytes.Length);
            }
            finally
            {
                DurableWriter.Drop(aside);
            }
        }

        return new ArtifactRef(digest.Hex, schema, bytes.Length, rows);
    }

    public ArtifactRef PutFile(string path, string schema, long? rows = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        if (!File.Exists(path))
        {
            throw new ArtifactException($"The file {path} is not there; give the right path.");
        }

        return Keep(Begin(string.Empty, aside => Copy(path, aside)), schema, rows);
    }

    public ArtifactRef PutTable(Table table, ArtifactMarks? marks = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var footer = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in (marks ?? ArtifactMarks.None).AsMetadata())
        {
            footer[key] = value;
        }

        return Keep(Begin(".parquet", aside => ParquetFiles.Write(table, aside, footer)), table.SchemaId, table.RowCount);
    }

    public ArtifactRef PutJson<T>(string schema, T value, ArtifactMarks? marks = null) => Put(Serialize(schema, value, marks), schema);

    /// <summary>The reference that <see cref="PutJson"/> would give; nothing is written.</summary>
    public static ArtifactRef ReferenceOfJson<T>(string schema, T value)
    {
        var bytes = Serialize(schema, value, null);
        return new ArtifactRef(Digest.OfBytes(bytes).Hex, schema, bytes.Length, null);
    }

    private static byte[] Serialize<T>(string schema, T value, ArtifactMarks? marks)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        var element = CanonicalJson.ToElement(value);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"An artifact is a JSON object, but {typeof(T).Name} becomes {element.ValueKind}.", nameof(value));
        }

        var content = JsonObject.Create(element)!;
        if (content.TryGetPropertyValue(SchemaKey, out var own) && own?.ToString() != schema)
        {
            throw new ArgumentException($"{typeof(T).Name} says it has the schema {own}, not {schema}.", nameof(schema));
        }

        content[SchemaKey] = schema;
        if (marks is { Any: true })
        {
            content[MarksKey] = JsonSerializer.SerializeToNode(marks, CanonicalJson.Options);
        }

        return CanonicalJson.Serialize(content);
    }

    public abstract bool Contains(ArtifactRef reference);

    public byte[] Read(ArtifactRef reference) => ReadObject(reference.Digest, reference.Bytes);

    public byte[] Read(Digest digest) => ReadObject(digest, null);

    public Table ReadTable(ArtifactRef reference, IReadOnlyList<string>? columns = null) =>
        WithFile(reference, path => ParquetFiles.Read(path, columns)).Expect(reference.Schema);

    public IReadOnlyList<Table> ReadTables(IReadOnlyList<ArtifactRef> references, IReadOnlyList<string>? columns = null, DateFilter? within = null) =>
        [.. references.Select(reference => WithFile(reference, path => ParquetFiles.Read(path, columns, within)).Expect(reference.Schema))];

    public T ReadJson<T>(ArtifactRef reference)
    {
        var element = CanonicalJson.Parse(Read(reference));
        var found = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(SchemaKey, out var schema) ? schema.ToString() : null;
        if (found != reference.Schema)
        {
            throw new ArtifactException(
                $"The object {Describe(reference.Digest)} has the schema '{found}', but {reference.Schema} is needed; give the right artifact, or make it anew.");
        }

        var content = JsonObject.Create(element)!;
        content.Remove(MarksKey);
        if (!CanonicalJson.HasProperty(typeof(T), SchemaKey))
        {
            content.Remove(SchemaKey);
        }

        return CanonicalJson.Deserialize<T>(JsonSerializer.SerializeToElement(content));
    }

    public abstract T WithFile<T>(ArtifactRef reference, Func<string, T> use);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the kind of store holds open.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Makes a file aside, on this machine; the caller commits or drops it.</summary>
    protected abstract string Begin(string extension, Action<string> produce);

    /// <summary>True when the object is there and whole; a damaged one is to be written again.</summary>
    protected abstract bool IsKept(Digest digest, long bytes);

    /// <summary>Brings a file made aside to its place; durable when the call returns.</summary>
    protected abstract void Commit(string aside, Digest digest, long bytes);

    /// <summary>The bytes of an object, verified.</summary>
    /// <param name="digest">Its name.</param>
    /// <param name="bytes">Its size; null where it is not known.</param>
    protected abstract byte[] ReadObject(Digest digest, long? bytes);

    /// <summary>Runs a change to files and turns a failure (a full disk, a missing right) into one sentence.</summary>
    protected static T GuardFiles<T>(string path, Func<T> change) => DurableWriter.Guard(path, change);

    // Not File.Copy, which would copy the rights too and might make a file that cannot be synced.
    private static void Copy(string path, string aside)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using var target = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        source.CopyTo(target, 1 << 17);
    }

    private static void Fill(string path, ReadOnlyMemory<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        file.Write(bytes.Span);
    }

    private ArtifactRef Keep(string aside, string schema, long? rows)
    {
        try
        {
            var bytes = new FileInfo(aside).Length;
            var digest = FileDigest.Of(aside);
            if (!IsKept(digest, bytes))
            {
                Commit(aside, digest, bytes);
            }

            return new ArtifactRef(digest.Hex, schema, bytes, rows);
        }
        finally
        {
            DurableWriter.Drop(aside);
        }
    }
}
