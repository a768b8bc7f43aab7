namespace Temporalio.Worker.Tuning;

/// <summary>Says how many tasks of a kind run at once; the one kind is <see cref="FixedSizeSlotSupplier"/>.</summary>
public abstract class SlotSupplier
{
    private protected SlotSupplier()
    {
    }
}
