namespace Assay.Models.Export;

/// <summary>The names that an exported model and its readers share (docs/formats.md).</summary>
internal static class OnnxNames
{
    internal const string Output = "score";
    internal const string SchemaKey = "assay.schema";
    internal const string KindKey = "assay.kind";
    internal const string FeaturesKey = "assay.features";
    internal const string Schema = "assay.model.onnx/1";
}
