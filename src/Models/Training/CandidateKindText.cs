using System.Text.Json;

namespace Assay.Models.Training;

/// <summary>The kinds as files spell them: snake_case words.</summary>
internal static class CandidateKindText
{
    internal static string Of(CandidateKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>The kind of that spelling, or null.</summary>
    internal static CandidateKind? Parse(string? text)
    {
        foreach (var kind in Enum.GetValues<CandidateKind>())
        {
            if (string.Equals(Of(kind), text, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return null;
    }
}
