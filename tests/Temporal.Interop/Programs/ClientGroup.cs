namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>The official client on .NET workflows.</summary>
public sealed class ClientGroup() : NodeGroup("client.js");
