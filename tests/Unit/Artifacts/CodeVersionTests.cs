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
        parts["Assay.Domain.dll"].ShouldBe(FileDigest.Of(typeof(Digest).Assembly.Location));
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
