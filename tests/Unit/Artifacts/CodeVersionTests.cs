using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Assay.Activities.Stages;
using Assay.Artifacts;
using Assay.Domain;
using Assay.LightGbm;
using Assay.Models.Export;
using Assay.Native;
using Assay.Tests.Support;
using Assay.XGBoost;

namespace Assay.Tests.Unit.Artifacts;

public sealed class CodeVersionTests
{
    /// <summary>
    /// Natives beside the program that compute no result: SQLite holds the engine's history and quotas, the bridge is Temporal's, ONNX Runtime loads
    /// its other library for GPUs alone, and Microsoft.ML's topic model is not among the learners.
    /// </summary>
    private static readonly string[] WithoutResults =
        ["libe_sqlite3.so", "libLdaNative.so", "libonnxruntime_providers_shared.so", "libtemporalio_sdk_core_c_bridge.so"];

    [Theory]
    [InlineData(typeof(FolderArtifactStore), new[] { "ParquetSharpNative.so", "libduckdb.so" })]
    [InlineData(typeof(LightGbmBooster), new[] { "lib_lightgbm.so", "libgomp.so.1" })]
    [InlineData(typeof(XGBoostBooster), new[] { "libdmlc.so.0", "libgomp.so.1", "libxgboost.so.0" })]
    [InlineData(typeof(OnnxScorer), new[] { "ParquetSharpNative.so", "libFastTreeNative.so", "lib_lightgbm.so", "libdmlc.so.0", "libduckdb.so", "libgomp.so.1", "libonnxruntime.so", "libxgboost.so.0" })]
    public void Explain_Binding_CoversTheLibrariesThatComputeForIt(Type binding, string[] libraries) =>
        CodeVersion.Explain(binding.Assembly).Keys.Where(name => !name.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe(libraries);

    /// <summary>Whatever native library a package brings, or natives.lock, an assembly that an activity reaches declares it.</summary>
    [Fact]
    public void Explain_Activities_CoversEveryNativeLibrary()
    {
        var beside = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.so*").Select(path => Path.GetFileName(path)!)
            .Where(name => !name.EndsWith(".dbg", StringComparison.Ordinal));
        var locked = File.ReadLines(Path.Combine(SharedData.FindCheckout()!, "build", "natives.lock"))
            .Where(line => line.StartsWith("file ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]);
        var libraries = beside.Concat(locked).Except(WithoutResults, StringComparer.Ordinal).ToArray();

        libraries.Length.ShouldBeGreaterThanOrEqualTo(7);
        libraries.Except(CodeVersion.Explain(typeof(StageRunner).Assembly).Keys, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Register_LibraryNotDeclared_IsRefused() =>
        Should.Throw<ArgumentException>(() => NativeLibraryLocator.Register(typeof(CodeVersionTests).Assembly, "x", "libx.so")).Message.ShouldContain("libx.so");

    [Fact]
    public void Explain_Artifacts_CoversItsReferences() =>
        CodeVersion.Explain(typeof(FolderArtifactStore).Assembly).Keys.Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).ShouldBe(
            ["Apache.Arrow.Scalars.dll", "Apache.Arrow.dll", "Assay.Artifacts.dll", "Assay.Domain.dll", "Assay.Native.dll", "DuckDB.NET.Bindings.dll", "DuckDB.NET.Data.dll", "ParquetSharp.dll"]);

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
