namespace Assay.Cli.Hosting;

/// <summary>Which command holds a home.</summary>
internal enum HostRole
{
    /// <summary>Another command, which hosts while it lasts.</summary>
    Command,

    /// <summary><c>assay run</c>: ends with its run.</summary>
    Run,

    /// <summary><c>assay serve</c>: stays until it is told to stop.</summary>
    Serve,

    /// <summary><c>assay worker</c>: works on a cluster's tasks; it has no engine of its own to reach.</summary>
    Worker,
}
