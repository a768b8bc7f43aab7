using System.Diagnostics;
using System.Runtime.InteropServices;
using Assay.Models.Export;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

/// <summary>
/// A program that shares no code with ours or with the ONNX Runtime: ONNX's own checker accepts each exported model, and thirty lines of Python
/// that follow the operators' definitions give its scores.
/// </summary>
public sealed class OnnxWitnessTests : IDisposable
{
    private const string Witness = """
        import sys
        import numpy as np, onnx
        from onnx import numpy_helper

        model = onnx.load(sys.argv[1])
        onnx.checker.check_model(model, full_check=True)
        assert [i.name for i in model.graph.input] == ["features"] and [o.name for o in model.graph.output] == ["score"]
        width = model.graph.input[0].type.tensor_type.shape.dim[1].dim_value
        rows = np.fromfile(sys.argv[2], "<f4").reshape(-1, width)

        def trees(x, a):
            leaf = {(t, n): w for t, n, w in zip(a["target_treeids"], a["target_nodeids"], a["target_weights_as_tensor"])}
            node = {(t, n): i for i, (t, n) in enumerate(zip(a["nodes_treeids"], a["nodes_nodeids"]))}
            count = max(a["nodes_treeids"]) + 1
            out = np.zeros((len(x), 1))
            for r, row in enumerate(x):
                for t in range(count):
                    n = 0
                    while a["nodes_modes"][node[t, n]] != b"LEAF":
                        i = node[t, n]
                        v, s = row[a["nodes_featureids"][i]], a["nodes_values_as_tensor"][i]
                        less = a["nodes_modes"][i] == b"BRANCH_LT"
                        true = bool(a["nodes_missing_value_tracks_true"][i]) if np.isnan(v) else (v < s if less else v <= s)
                        n = a["nodes_truenodeids" if true else "nodes_falsenodeids"][i]
                    out[r, 0] += leaf[t, n]
            return (out / count if a["aggregate_function"] == b"AVERAGE" else out) + a["base_values_as_tensor"][0]

        operators = {
            "Cast": lambda a, x: x.astype({1: np.float32, 11: np.float64}[a["to"]]),
            "TreeEnsembleRegressor": lambda a, x: trees(x, a).astype(np.float32),
            "Mean": lambda a, *x: np.mean(x, axis=0, dtype=np.float32),
            "IsNaN": lambda a, x: np.isnan(x), "Where": lambda a, c, x, y: np.where(c, x, y), "Max": lambda a, x, y: np.maximum(x, y),
            "Min": lambda a, x, y: np.minimum(x, y), "MatMul": lambda a, x, y: x @ y, "Add": lambda a, x, y: x + y,
        }
        value = lambda a: numpy_helper.to_array(a.t) if a.type == a.TENSOR else onnx.helper.get_attribute_value(a)
        known = {"features": rows, **{i.name: numpy_helper.to_array(i) for i in model.graph.initializer}}
        for n in model.graph.node:
            known[n.output[0]] = operators[n.op_type]({a.name: value(a) for a in n.attribute}, *[known[i] for i in n.input])
        assert known["score"].shape == (len(rows), 1) and known["score"].dtype == np.float32
        known["score"].astype("<f4").tofile(sys.argv[3])
        """;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => [.. Candidates.Kinds, BlendedModel.BlendKind];

    public void Dispose() => folder.Dispose();

    [PythonOnnxTheory]
    [MemberData(nameof(Kinds))]
    public void Export_EveryKind_PassesTheCheckerAndScoresTheSame(string kind)
    {
        using var model = Candidates.Model(kind);
        var rows = SeededTable.Draw(rows: 300, features: 6, missingFraction: 0.2, seed: 22).Values;
        var expected = new double[300];
        model.Predict(rows, expected);
        File.WriteAllBytes(folder.File("model.onnx"), OnnxExporter.Export(model));
        File.WriteAllBytes(folder.File("rows"), MemoryMarshal.AsBytes(rows.AsSpan()).ToArray());
        File.WriteAllText(folder.File("witness.py"), Witness);

        using var witness = Process.Start(new ProcessStartInfo(
            PythonOnnxTheoryAttribute.Python, [folder.File("witness.py"), folder.File("model.onnx"), folder.File("rows"), folder.File("scores")])
        { RedirectStandardError = true })!;
        var error = witness.StandardError.ReadToEnd();
        witness.WaitForExit();

        witness.ExitCode.ShouldBe(0, error);
        var scores = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder.File("scores"))).ToArray();
        scores.Select(score => (double)score).ShouldBe(expected, 1e-6);
    }
}
