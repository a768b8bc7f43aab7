// One thread more than the two processes of the shared fixture need: three machines that lose one another mostly wait.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]

namespace Assay.Tests.Chaos;

/// <summary>The tests that compare with one undisturbed run share it; the others run beside them.</summary>
[CollectionDefinition(nameof(ChaosFixture))]
public sealed class ChaosTestGroup : ICollectionFixture<ChaosFixture>;
