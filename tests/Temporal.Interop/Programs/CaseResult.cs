namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>One line of a node program.</summary>
/// <param name="Case">The case's name, as the test gives it.</param>
/// <param name="Ok">False where it threw.</param>
/// <param name="Detail">What it threw, with its causes.</param>
internal sealed record CaseResult(string Case, bool Ok, string Detail);
