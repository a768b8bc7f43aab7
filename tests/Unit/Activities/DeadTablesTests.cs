using System.Runtime.CompilerServices;
using Assay.Activities.Stages;

namespace Assay.Tests.Unit.Activities;

[Collection(ProcessMeasurementCollection.Name)]
public sealed class DeadTablesTests
{
    [Fact]
    public void Sweep_AfterMuchGarbage_CollectsIt()
    {
        GC.Collect();
        var dead = Waste(megabytes: 200);

        DeadTables.Sweep();

        dead.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void Sweep_AfterLittleGarbage_LeavesItToTheRuntime()
    {
        GC.Collect();
        var before = GC.CollectionCount(GC.MaxGeneration);

        DeadTables.Sweep();

        GC.CollectionCount(GC.MaxGeneration).ShouldBe(before);
    }

    // In one array, whose dying nobody sweeps before: not inlined, so that no register holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Waste(int megabytes) => new(new byte[megabytes << 20]);
}
