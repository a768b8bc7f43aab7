namespace Temporalio.Worker.Tuning;

/// <summary>How much a worker runs at once.</summary>
public class WorkerTuner(SlotSupplier workflowTaskSlotSupplier, SlotSupplier activityTaskSlotSupplier, SlotSupplier localActivitySlotSupplier)
{
    public SlotSupplier WorkflowTaskSlotSupplier { get; } = workflowTaskSlotSupplier;

    public SlotSupplier ActivityTaskSlotSupplier { get; } = activityTaskSlotSupplier;

    /// <summary>Of no effect: workers here run no local activities.</summary>
    public SlotSupplier LocalActivitySlotSupplier { get; } = localActivitySlotSupplier;

    public static WorkerTuner CreateFixedSize(int workflowTaskSlots, int activityTaskSlots, int localActivitySlots) => new(
        new FixedSizeSlotSupplier(workflowTaskSlots), new FixedSizeSlotSupplier(activityTaskSlots), new FixedSizeSlotSupplier(localActivitySlots));
}
