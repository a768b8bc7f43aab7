using System.Reflection;
using System.Runtime.Loader;
using Assay.LightGbm;
using Assay.Native;
using Assay.Tests.Support;
using Assay.XGBoost;

namespace Assay.Tests.Unit.Native;

/// <summary>
/// A second copy of the bindings, in a load context of its own, looks for its libraries in an empty folder. These tests run alone, since they
/// change the process's environment.
/// </summary>
[Collection(ProcessMeasurementCollection.Name)]
public sealed class MissingLibraryTests
{
    [Theory]
    [InlineData(nameof(UseLightGbm), "libgomp.so.1")]
    [InlineData(nameof(UseXGBoost), "libgomp.so.1")]
    public void FirstCall_LibraryAbsent_IsOneSentenceWithFileAndFolder(string call, string fileName)
    {
        using var folder = new TemporaryFolder();
        var before = Environment.GetEnvironmentVariable("ASSAY_NATIVE");
        Environment.SetEnvironmentVariable("ASSAY_NATIVE", folder.Path);
        try
        {
            var fault = Should.Throw<TargetInvocationException>(() => SecondCopy(call).Invoke(null, null)).InnerException.ShouldNotBeNull();

            fault.GetType().FullName.ShouldBe(typeof(NativeLibraryMissingException).FullName);
            fault.Message.ShouldBe(
                $"The native library {fileName} is not in {folder.Path}, nor beside the program; run './assay doctor' to see what is missing, or './assay run' to install it.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASSAY_NATIVE", before);
        }
    }

    [Fact]
    public void FirstCall_DamagedLibrary_IsOneSentenceWithTheLoadersReason()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("libgomp.so.1"), "no library");
        var before = Environment.GetEnvironmentVariable("ASSAY_NATIVE");
        Environment.SetEnvironmentVariable("ASSAY_NATIVE", folder.Path);
        try
        {
            var fault = Should.Throw<TargetInvocationException>(() => SecondCopy(nameof(UseLightGbm)).Invoke(null, null)).InnerException.ShouldNotBeNull();

            fault.Message.ShouldStartWith($"The native library {folder.File("libgomp.so.1")} does not load (");
            fault.Message.ShouldEndWith("); delete it and run './assay run' to install it again.");
            fault.Message.ShouldNotContain("LD_DEBUG");
            fault.Message.ShouldNotContain("\n");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASSAY_NATIVE", before);
        }
    }

    internal static void UseLightGbm() => LightGbmDataset.Create([1f], 1, [1f], string.Empty, reference: null).Dispose();

    internal static void UseXGBoost() => XGBoostMatrix.Create([1f], 1, [1f], threads: 1).Dispose();

    private static MethodInfo SecondCopy(string method)
    {
        var path = typeof(MissingLibraryTests).Assembly.Location;
        var resolver = new AssemblyDependencyResolver(path);
        var context = new AssemblyLoadContext("second copy", isCollectible: false);
        foreach (var binding in new[] { "Assay.Domain", "Assay.Native", "Assay.LightGbm", "Assay.XGBoost" })
        {
            context.LoadFromAssemblyPath(resolver.ResolveAssemblyToPath(new AssemblyName(binding))!);
        }

        return context.LoadFromAssemblyPath(path).GetType(typeof(MissingLibraryTests).FullName!)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!;
    }
}
