using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>Names of the records of a store.</summary>
internal static class RecordNames
{
    internal static string Memo(Digest key) => $"memo/{key.Hex[..2]}/{key.Hex}.json";

    /// <summary>The folder of the memos whose key begins so, with the slash.</summary>
    internal static string MemoFolder(byte prefix) => $"memo/{Convert.ToHexStringLower([prefix])}/";

    internal static string Effect(Digest key) => $"effects/{key.Hex[..2]}/{key.Hex}.json";

    /// <summary>The folder of a run's entries, with the slash.</summary>
    internal static string RunFolder(string runId) => $"runs/{runId}/";
}
