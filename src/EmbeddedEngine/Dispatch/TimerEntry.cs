namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>One wake-up in the <see cref="TimerQueue"/>.</summary>
internal sealed class TimerEntry(long dueTicks, Action fire)
{
    public long DueTicks => dueTicks;

    public bool Cancelled { get; private set; }

    public void Fire() => fire();

    public void Cancel() => Cancelled = true;
}
