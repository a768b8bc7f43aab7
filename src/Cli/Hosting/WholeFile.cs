using Assay.Artifacts;
using Assay.Cli.Commands;

namespace Assay.Cli.Hosting;

/// <summary>A file that a person asked for: written beside its place and put there when it is whole, or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="MissingInputException">Something is there that is not to be replaced.</exception>
    public static void CheckIsFree(string path, bool replace)
    {
        if (Directory.Exists(path))
        {
            throw new MissingInputException($"{path} is a folder; name a file with --output.");
        }

        if (!replace && File.Exists(path))
        {
            throw new MissingInputException($"{path} is there already; name another file with --output, or replace it with --force.");
        }
    }

    /// <param name="path">Its place; the folder is made.</param>
    /// <param name="replace">Whether a file there is replaced.</param>
    /// <param name="produce">Writes the content to the path it gets.</param>
    /// <exception cref="MissingInputException">It cannot be written, or something is there that is not to be replaced.</exception>
    public static void Write(string path, bool replace, Action<string> produce)
    {
        CheckIsFree(path, replace);
        var aside = FormattableString.Invariant($"{path}.{Environment.ProcessId}.new");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            produce(aside);
            File.Move(aside, path, replace);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArtifactException)
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }

            throw fault is ArtifactException
                ? fault
                : new MissingInputException($"{path} cannot be written ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); name another file with --output, or free some space.");
        }
    }
}
