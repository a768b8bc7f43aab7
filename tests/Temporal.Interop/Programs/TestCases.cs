using System.Reflection;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>The cases that a theory names.</summary>
internal static class TestCases
{
    public static IEnumerable<string> Of(Type type, string theory) =>
        type.GetMethod(theory)!.GetCustomAttributes<InlineDataAttribute>().Select(row => (string)row.Data[0]!);
}
