namespace Assay.Benchmarks.Engine;

/// <param name="Name">As it is asked for.</param>
/// <param name="What">What is measured.</param>
/// <param name="Goal">What it should come to.</param>
/// <param name="Run">Measures and tells, figure by figure.</param>
internal sealed record EngineMeasure(string Name, string What, string Goal, Func<IAsyncEnumerable<string>> Run);
