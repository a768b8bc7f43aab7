namespace Assay.Tests.Chaos;

/// <summary>All tests of this project share one fixture.</summary>
[CollectionDefinition(nameof(ChaosFixture))]
public sealed class ChaosTestGroup : ICollectionFixture<ChaosFixture>;
