namespace Assay.Activities.Stages;

/// <summary>
/// Gives back the memory of tables that nobody holds any more. Their arrays lie in the large object heap, which the runtime sweeps late where it once saw many
/// of them alive; meanwhile the training libraries, whose memory it does not see, take as much again.
/// </summary>
internal static class DeadTables
{
    private const long WorthSweeping = 64L << 20;

    internal static void Sweep()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) - GC.GetGCMemoryInfo(GCKind.FullBlocking).HeapSizeBytes > WorthSweeping)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }
    }
}
