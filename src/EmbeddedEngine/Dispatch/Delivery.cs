namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>What somebody is told after the commit (or before it, where nothing hangs on it), or instead of it where the commit fails.</summary>
internal sealed record Delivery(Action Complete, Action<Exception> Fail, bool MayPrecedeCommit = false);
