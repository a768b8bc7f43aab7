using Assay.Cli.Screen;

namespace Assay.Cli.Releases;

/// <summary>The end of a command: one line of JSON for machines, or sentences for people, on standard output.</summary>
internal static class ReleaseOutput
{
    public static void Write<T>(bool json, T result, IEnumerable<string> sentences)
    {
        if (json)
        {
            JsonOutput.Write(result);
            return;
        }

        foreach (var sentence in sentences)
        {
            Console.Out.WriteLine(sentence);
        }
    }
}
