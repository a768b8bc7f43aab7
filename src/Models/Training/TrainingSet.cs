namespace Assay.Models.Training;

/// <summary>Rows of features with a label each. Holds the caller's arrays, which must not change while it is in use.</summary>
public sealed class TrainingSet
{
    /// <param name="values">Rows × features, row after row; NaN is a missing value, infinities are refused.</param>
    /// <param name="labels">One finite label per row, at least one row.</param>
    /// <param name="featureNames">Distinct names of letters, digits, '_', '.' and '-'.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is infinite, a label is not finite, or a name is not allowed.</exception>
    public TrainingSet(ReadOnlyMemory<float> values, ReadOnlyMemory<float> labels, IReadOnlyList<string> featureNames)
    {
        if (labels.IsEmpty || featureNames.Count == 0 || values.Length != (long)labels.Length * featureNames.Count)
        {
            throw new ArgumentException(
                $"{values.Length} values do not make {labels.Length} rows (at least 1) of {featureNames.Count} features (at least 1).", nameof(values));
        }

        CheckNames(featureNames);
        CheckNumbers(values.Span, labels.Span, featureNames);
        Values = values;
        Labels = labels;
        FeatureNames = featureNames;
    }

    public ReadOnlyMemory<float> Values { get; }

    public ReadOnlyMemory<float> Labels { get; }

    public IReadOnlyList<string> FeatureNames { get; }

    public int Rows => Labels.Length;

    public int Features => FeatureNames.Count;

    private static void CheckNames(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-'))
            {
                throw new ArgumentException($"The feature name '{name}' has other characters than letters, digits, '_', '.' and '-'.", nameof(names));
            }
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new ArgumentException("A feature name stands twice.", nameof(names));
        }
    }

    private static void CheckNumbers(ReadOnlySpan<float> values, ReadOnlySpan<float> labels, IReadOnlyList<string> names)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (float.IsInfinity(values[index]))
            {
                throw new ArgumentException($"Feature '{names[index % names.Count]}' of row {index / names.Count} is infinite.", nameof(values));
            }
        }

        for (var row = 0; row < labels.Length; row++)
        {
            if (!float.IsFinite(labels[row]))
            {
                throw new ArgumentException($"The label of row {row} is not finite.", nameof(labels));
            }
        }
    }
}
