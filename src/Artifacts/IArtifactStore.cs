using Assay.Artifacts.Runs;
using Assay.Artifacts.Tables;
using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>
/// Objects named by their digest. What is put is durable when the call returns, and never changes. What is read has been verified:
/// a damaged or missing object is an <see cref="ArtifactException"/> that names the file and what to do.
/// </summary>
public interface IArtifactStore
{
    /// <summary>Keeps bytes under their digest; the same content is kept once.</summary>
    ArtifactRef Put(ReadOnlyMemory<byte> bytes, string schema, long? rows = null);

    /// <summary>Keeps a copy of a file; the file itself stays as it is.</summary>
    ArtifactRef PutFile(string path, string schema, long? rows = null);

    /// <summary>Keeps a table as Parquet under its own schema id.</summary>
    /// <param name="table">The table, by convention sorted by date, then symbol.</param>
    /// <param name="marks">Stand in the footer as <c>assay.synthetic</c> and <c>assay.dry_run</c>; none by default.</param>
    /// <param name="metadata">More key-value pairs for the footer. No clock, host or run id: they would change the digest.</param>
    ArtifactRef PutTable(Table table, ArtifactMarks? marks = null, IReadOnlyDictionary<string, string>? metadata = null);

    /// <summary>
    /// Keeps a value as canonical JSON: an object, with its schema id added under the key <c>schema</c>, and its marks under <c>marks</c>
    /// where any is set.
    /// </summary>
    ArtifactRef PutJson<T>(string schema, T value, ArtifactMarks? marks = null);

    /// <summary>True when the object is there with the right size. Its bytes are verified when they are read.</summary>
    bool Contains(ArtifactRef reference);

    byte[] Read(ArtifactRef reference);

    /// <summary>Reads an object of which only the digest is known, as a verifier does.</summary>
    byte[] Read(Digest digest);

    /// <summary>Reads a table, whole or the columns named, in the order of the file.</summary>
    Table ReadTable(ArtifactRef reference, IReadOnlyList<string>? columns = null);

    /// <summary>Reads tables one after the other, each whole or the rows of some days alone.</summary>
    /// <param name="references">The tables.</param>
    /// <param name="columns">Columns read, in the order given; null for all.</param>
    /// <param name="within">Days whose rows are read; null for all.</param>
    IReadOnlyList<Table> ReadTables(IReadOnlyList<ArtifactRef> references, IReadOnlyList<string>? columns = null, DateFilter? within = null);

    /// <summary>Reads what <see cref="PutJson"/> kept.</summary>
    T ReadJson<T>(ArtifactRef reference);

    /// <summary>For readers that need a file: one whose bytes have just been verified, there until <paramref name="use"/> returns. Nobody writes to it.</summary>
    T WithFile<T>(ArtifactRef reference, Func<string, T> use);

    /// <summary>Memos, records of effects and, where the store is shared, entries of runs.</summary>
    IRecordStore Records { get; }

    /// <summary>True where other processes, on other machines too, read and write the same store.</summary>
    bool IsShared { get; }

    /// <summary>The files of one run and where they came from.</summary>
    /// <param name="runId">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit.</param>
    IRunIndex Run(string runId);
}
