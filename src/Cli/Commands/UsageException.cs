namespace Assay.Cli.Commands;

/// <summary>The command was used wrongly; the message is the sentence to show, the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
