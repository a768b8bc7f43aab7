namespace Assay.Artifacts;

/// <summary>
/// Small documents under names of their own, beside the objects. A record is there whole or not at all, durable when the call returns, and
/// two processes that write one name at the same time leave one of the two documents, never a mixture. A name has forward slashes, such as
/// <c>memo/ab/abcd….json</c>.
/// </summary>
public interface IRecordStore
{
    /// <summary>The record's bytes; null where there is none.</summary>
    byte[]? TryRead(string name);

    /// <summary>
    /// Keeps a record unless one is there: the first writer wins. True when the record holds these bytes now, whoever wrote them.
    /// </summary>
    bool TryCreate(string name, ReadOnlyMemory<byte> bytes);

    /// <summary>Keeps a record in place of what was there.</summary>
    void Replace(string name, ReadOnlyMemory<byte> bytes);

    /// <summary>Names of the records directly below a folder (<c>runs/a/</c>), in ordinal order.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Where a record lies, for people: a path or an address.</summary>
    string Describe(string name);
}
