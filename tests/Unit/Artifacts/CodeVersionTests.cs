using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Assay.Artifacts;
using Assay.Domain;

namespace Assay.Tests.Unit.Artifacts;

public sealed class CodeVersionTests
{
    [Fact]
    public void Explain_Artifacts_CoversItsReferencesAndTheirNativeLibraries()
    {
        var parts = CodeVersion.Explain(typeof(FolderArtifactStore).Assembly);

        parts.Keys.ShouldBe(["Assay.Artifacts.dll", "Assay.Domain.dll", "Assay.DuckDb.dll", "Assay.Native.dll", "libduckdb.so"]);
    }

    /// <summary>Adding machine code to an assembly changes its file and not its code.</summary>
    [Fact]
    public void Explain_AnAssembly_IsToldByItsModuleVersion()
    {
        var assembly = typeof(Digest).Assembly;
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var version = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);

        CodeVersion.Explain(assembly)["Assay.Domain.dll"].ShouldBe(Digest.OfBytes(version.ToByteArray()));
    }

    [Fact]
    public void Of_RootsInAnyOrder_SameVersionAndOtherRootsAnother()
    {
        var artifacts = typeof(FolderArtifactStore).Assembly;
        var domain = typeof(Digest).Assembly;

        CodeVersion.Of(domain, artifacts).ShouldBe(CodeVersion.Of(artifacts, domain));
        CodeVersion.Of(artifacts, domain).ShouldBe(CodeVersion.Of(artifacts));
        CodeVersion.Of(domain).ShouldNotBe(CodeVersion.Of(artifacts));
    }
}
