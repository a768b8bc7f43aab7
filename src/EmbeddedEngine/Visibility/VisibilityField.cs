using Temporalio.Api.Enums.V1;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>A field of the visibility query.</summary>
/// <param name="Sql">Column or expression; for a custom attribute its name in the index.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="IsStatus">Names of statuses stand for their numbers.</param>
/// <param name="IsCustom">True where it lies in the attributes' table.</param>
internal sealed record VisibilityField(string Sql, IndexedValueType Type, bool IsStatus = false, bool IsCustom = false);
