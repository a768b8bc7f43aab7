using System.Runtime.CompilerServices;

namespace Assay.Tests.Interop.Programs;

/// <summary>A test that needs a foreign program; skipped, with its name, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string program, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!ForeignProgram.IsInstalled(program))
        {
            Skip = $"{program} is not installed on this machine";
        }
    }
}
