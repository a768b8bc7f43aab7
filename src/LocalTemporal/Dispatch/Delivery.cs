namespace LocalTemporal.Dispatch;

/// <summary>What somebody is told after the commit, or instead of it where the commit fails.</summary>
internal sealed record Delivery(Action Complete, Action<Exception> Fail);
