namespace Assay.Cli.Commands;

/// <summary>What the person asked of <c>assay worker</c>, checked.</summary>
/// <param name="Home">Absolute path of the folder it works in: the home itself, or one of its own on another machine.</param>
/// <param name="HoldsHome">True where it also serves the queue of what touches the home's folder.</param>
internal sealed record WorkerArguments(string Home, bool HoldsHome);
