namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>The official worker, alone and together with the .NET one.</summary>
public sealed class WorkerGroup() : NodeGroup("worker.js");
