namespace Assay.Tests.Interop.Programs;

/// <param name="ExitCode">What the process ended with.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of standard error: the sentence of a failure.</summary>
    public string LastErrorLine => Error.TrimEnd('\n').Split('\n')[^1];
}
