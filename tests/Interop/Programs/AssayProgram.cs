using System.Diagnostics;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>The built program, as a shell would start it.</summary>
internal static class AssayProgram
{
    private static readonly string Assembly = Path.Combine(
        SharedData.FindCheckout()!, "src", "Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Assay.Cli.dll");

    /// <param name="root">The folder that stands for the checkout: it holds <c>config/</c>.</param>
    /// <param name="arguments">As typed.</param>
    public static ProgramResult Run(string root, params IReadOnlyList<string> arguments) => ForeignProgram.Finish(Start(root, arguments));

    /// <summary>The same, with another folder of native libraries.</summary>
    public static ProgramResult RunWithLibraries(string root, string libraries, params IReadOnlyList<string> arguments) =>
        ForeignProgram.Finish(Start(root, arguments, libraries));

    /// <summary>The same, with variables of the environment.</summary>
    public static Process StartWith(IReadOnlyDictionary<string, string?> environment, string root, IReadOnlyList<string> arguments) =>
        ForeignProgram.Start("dotnet", [Assembly, .. arguments], new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["ASSAY_ROOT"] = root });

    public static Process Start(string root, IReadOnlyList<string> arguments, string? libraries = null)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASSAY_ROOT"] = root };
        if (libraries is not null)
        {
            environment["ASSAY_NATIVE"] = libraries;
        }

        return ForeignProgram.Start("dotnet", [Assembly, .. arguments], environment);
    }
}
