namespace Temporalio.Worker.Tuning;

/// <summary>Always the same number of slots.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public FixedSizeSlotSupplier(int slotCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotCount, 1);
        SlotCount = slotCount;
    }

    public int SlotCount { get; }
}
