namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>A worker's waiting poll. It is either taken by the service or cancelled by its caller, never both.</summary>
internal sealed class Poller<TResponse>(string identity)
{
    private readonly TaskCompletionSource<TResponse> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int settled;

    public string Identity => identity;

    /// <summary>Since when it waits, in ticks.</summary>
    public long SinceTicks { get; set; }

    public Task<TResponse> Task => completion.Task;

    public bool TryTake() => Interlocked.Exchange(ref settled, 1) == 0;

    public void Complete(TResponse response) => completion.TrySetResult(response);

    public void Fail(Exception failure) => completion.TrySetException(failure);

    /// <summary>True where the poll had not been taken and now ends as cancelled.</summary>
    public bool TryCancel(CancellationToken cancellationToken) => TryTake() && completion.TrySetCanceled(cancellationToken);
}
