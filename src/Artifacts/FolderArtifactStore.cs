using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Artifacts.Parquet;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>
/// The store as a folder of the home. Thread-safe. The first read of an object in this process hashes it whole; later reads trust that
/// pass as long as the file's size and times are those of then.
/// </summary>
public sealed class FolderArtifactStore : IArtifactStore, IDisposable
{
    internal const string SchemaKey = "schema";
    private const string MarksKey = "marks";
    private readonly DurableWriter writer;
    private readonly ParquetOptions parquet;
    private readonly ConcurrentDictionary<Digest, Stamp> verified = new();

    /// <param name="home">The home folder; made when first written to.</param>
    /// <param name="files">The file system; null is the real one.</param>
    /// <param name="parquet">Threads and memory of the Parquet reader; null is the default.</param>
    public FolderArtifactStore(string home, IDurableFiles? files = null, ParquetOptions? parquet = null)
    {
        Paths = new ArtifactPaths(home);
        this.parquet = parquet ?? new ParquetOptions();
        writer = new DurableWriter(Paths, files ?? new DurableFiles());
    }

    public ArtifactPaths Paths { get; }

    internal DurableWriter Writer => writer;

    public ArtifactRef Put(ReadOnlyMemory<byte> bytes, string schema, long? rows = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        var digest = Digest.OfBytes(bytes.Span);
        if (!IsKept(digest, bytes.Length))
        {
            var path = Paths.Object(digest);
            writer.Write(path, bytes, readOnly: true);
            verified[digest] = Stamp.Of(path);
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

        return Keep(writer.Begin(string.Empty, aside => Copy(path, aside)), schema, rows);
    }

    public ArtifactRef PutTable(Table table, ArtifactMarks? marks = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        var footer = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (key, value) in (marks ?? ArtifactMarks.None).AsMetadata())
        {
            footer[key] = value;
        }

        var files = new ParquetFiles(writer.ScratchPath, parquet);
        return Keep(writer.Begin(".parquet", aside => files.Write(table, aside, footer)), table.SchemaId, table.RowCount);
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

    public bool Contains(ArtifactRef reference)
    {
        var file = new FileInfo(Paths.Object(reference.Digest));
        return file.Exists && file.Length == reference.Bytes;
    }

    public byte[] Read(ArtifactRef reference)
    {
        _ = Locate(reference);
        return Read(reference.Digest);
    }

    public byte[] Read(Digest digest)
    {
        var path = Paths.Object(digest);
        if (!File.Exists(path))
        {
            throw new ArtifactException($"The object {path} is not in the store; run again, and it is made anew.");
        }

        var bytes = File.ReadAllBytes(path);
        return Digest.OfBytes(bytes) == digest ? bytes : throw Damaged(path);
    }

    public Table ReadTable(ArtifactRef reference, IReadOnlyList<string>? columns = null) =>
        new ParquetFiles(writer.ScratchPath, parquet).Read(OpenVerifiedPath(reference), columns).Expect(reference.Schema);

    public T ReadJson<T>(ArtifactRef reference)
    {
        var element = CanonicalJson.Parse(Read(reference));
        var found = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(SchemaKey, out var schema) ? schema.ToString() : null;
        if (found != reference.Schema)
        {
            throw new ArtifactException(
                $"The object {Paths.Object(reference.Digest)} has the schema '{found}', but {reference.Schema} is needed; give the right artifact, or make it anew.");
        }

        var content = JsonObject.Create(element)!;
        content.Remove(MarksKey);
        if (!CanonicalJson.HasProperty(typeof(T), SchemaKey))
        {
            content.Remove(SchemaKey);
        }

        return CanonicalJson.Deserialize<T>(JsonSerializer.SerializeToElement(content));
    }

    public string OpenVerifiedPath(ArtifactRef reference)
    {
        var path = Locate(reference);
        var stamp = Stamp.Of(path);
        if (!verified.TryGetValue(reference.Digest, out var then) || then != stamp)
        {
            if (FileDigest.Of(path) != reference.Digest)
            {
                throw Damaged(path);
            }

            verified[reference.Digest] = stamp;
        }

        return path;
    }

    /// <summary>Gives up the folder for files in the making.</summary>
    public void Dispose() => writer.Dispose();

    private static ArtifactException Damaged(string path) =>
        new($"The object {path} is damaged: its bytes do not have the digest that is its name; delete the file and run again, and it is made anew.");

    // Not File.Copy, which would copy the rights too and might make a file that cannot be synced.
    private static void Copy(string path, string aside)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using var target = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        source.CopyTo(target, 1 << 17);
    }

    private ArtifactRef Keep(string aside, string schema, long? rows)
    {
        try
        {
            var bytes = new FileInfo(aside).Length;
            var digest = FileDigest.Of(aside);
            if (!IsKept(digest, bytes))
            {
                var path = Paths.Object(digest);
                writer.Commit(aside, path, readOnly: true);
                verified[digest] = Stamp.Of(path);
            }

            return new ArtifactRef(digest.Hex, schema, bytes, rows);
        }
        finally
        {
            DurableWriter.Drop(aside);
        }
    }

    /// <summary>True when the object is there and whole; a damaged one is written again.</summary>
    private bool IsKept(Digest digest, long bytes)
    {
        var path = Paths.Object(digest);
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != bytes)
        {
            return false;
        }

        var stamp = Stamp.Of(path);
        if (!(verified.TryGetValue(digest, out var then) && then == stamp) && FileDigest.Of(path) != digest)
        {
            return false;
        }

        verified[digest] = stamp;
        return true;
    }

    private string Locate(ArtifactRef reference)
    {
        var path = Paths.Object(reference.Digest);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ArtifactException($"The object {path} ({reference.Schema}) is not in the store; run again, and it is made anew.");
        }

        return file.Length == reference.Bytes ? path : throw Damaged(path);
    }

    /// <summary>What tells that a file is still the one that was hashed; the time of birth stands in for the inode.</summary>
    private readonly record struct Stamp(long Bytes, DateTime Written, DateTime Born)
    {
        internal static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return new Stamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
        }
    }
}
