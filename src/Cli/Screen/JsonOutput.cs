using System.Text;
using Assay.Artifacts.Json;

namespace Assay.Cli.Screen;

/// <summary>What <c>--json</c> prints: one line of canonical JSON on standard output, for machines.</summary>
internal static class JsonOutput
{
    public static void Write<T>(T value) => Console.Out.WriteLine(Line(value));

    public static string Line<T>(T value) => Encoding.UTF8.GetString(CanonicalJson.Serialize(value));
}
