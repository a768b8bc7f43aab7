namespace Temporalio.Workflows;

/// <summary>What is said of a handler that has not ended when its workflow does.</summary>
public enum HandlerUnfinishedPolicy
{
    WarnAndAbandon = 0,
    Abandon = 1,
}
