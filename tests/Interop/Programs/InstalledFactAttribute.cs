namespace Assay.Tests.Interop.Programs;

/// <summary>A test that needs a foreign program; skipped, with its name, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string program)
    {
        Program = program;
        if (!ForeignProgram.IsInstalled(program))
        {
            Skip = $"{program} is not installed on this machine";
        }
    }

    public string Program { get; }
}
