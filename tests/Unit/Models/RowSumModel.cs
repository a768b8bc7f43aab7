namespace Assay.Tests.Unit.Models;

/// <summary>
/// A model that sums each row: input x float[n,3], output y float[n,1] (ReduceSum of opset 15), metadata colour = grün.
/// Made and checked with Debian's python3-onnx 1.12.0 (make_model, set_model_props, checker.check_model with full_check).
/// </summary>
internal static class RowSumModel
{
    internal static byte[] Bytes { get; } = Convert.FromBase64String(
        "CAgSAXQ6aAooCgF4CgRheGVzEgF5IglSZWR1Y2VTdW0qDwoIa2VlcGRpbXMYAaABAhIBZyoNCAEQBzoBAUIEYXhlc1oUCgF4Eg8KDQgBEgkKAxIBbgoCCANiFAoB" +
        "eRIPCg0IARIJCgMSAW4KAggBQgQKABAPcg8KBmNvbG91chIFZ3LDvG4=");
}
