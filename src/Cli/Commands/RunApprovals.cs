namespace Assay.Cli.Commands;

/// <summary>Who approves a new champion of a run.</summary>
internal enum RunApprovals
{
    /// <summary>Development trust, at once.</summary>
    Now,

    /// <summary>People; the run ends and the release waits.</summary>
    Wait,

    /// <summary>People, the business owner among them.</summary>
    WaitMajor,
}
