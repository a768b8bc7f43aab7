using System.Runtime.CompilerServices;

namespace Assay.Tests.Unit.Models;

/// <summary>A test that needs Debian's python3-onnx; skipped, with a word, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonOnnxTheoryAttribute : TheoryAttribute
{
    internal const string Python = "/usr/bin/python3";

    public PythonOnnxTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/onnx"))
        {
            Skip = "Debian's python3-onnx is not installed on this machine";
        }
    }
}
