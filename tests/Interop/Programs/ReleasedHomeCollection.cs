namespace Assay.Tests.Interop.Programs;

/// <summary>The tests that look at one released home.</summary>
[CollectionDefinition(nameof(ReleasedHomeCollection))]
public sealed class ReleasedHomeCollection : ICollectionFixture<ReleasedHome>;
