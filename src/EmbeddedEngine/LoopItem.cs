using Grpc.Core;

namespace Assay.EmbeddedEngine;

/// <summary>A call on its way through the commit loop.</summary>
internal abstract class LoopItem
{
    /// <summary>Runs the call. An <see cref="RpcException"/> is its answer; anything else goes through.</summary>
    public abstract void Execute();

    /// <summary>Tells the caller, after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception failure);
}
