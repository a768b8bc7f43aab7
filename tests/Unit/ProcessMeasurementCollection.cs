namespace Assay.Tests.Unit;

/// <summary>Tests that measure this process (memory, open files) run alone, or they would measure their neighbours.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessMeasurementCollection
{
    public const string Name = "Process measurements";
}
