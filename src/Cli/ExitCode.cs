namespace Assay.Cli;

/// <summary>What the process says to scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>A gate said no: a regular end without a release.</summary>
    public const int GateSaidNo = 3;
}
