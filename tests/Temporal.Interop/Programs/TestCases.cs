using System.Reflection;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>The cases that a theory names.</summary>
internal static class TestCases
{
    public static IEnumerable<string> Of(Type type, string theory)
    {
        var method = type.GetMethod(theory)!;
        return method.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.GetData(method).Single()[0]);
    }
}
