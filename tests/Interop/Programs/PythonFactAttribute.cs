using System.Runtime.CompilerServices;

namespace Assay.Tests.Interop.Programs;

/// <summary>A test with a module of the system's Python; skipped, with its name, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public const string Python = "/usr/bin/python3";

    public PythonFactAttribute(string module, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Module = module;
        if (!Has(module))
        {
            Skip = $"{Python} with {module} is not installed on this machine";
        }
    }

    public string Module { get; }

    internal static bool Has(string module) => File.Exists(Python) && ForeignProgram.Run(Python, "-c", $"import {module}").ExitCode == 0;
}
