using Assay.Features;
using Assay.Features.Labels;
using Assay.Models.Splits;
using Assay.Models.Training;

namespace Assay.Activities.Models;

/// <summary>Cuts the rows of session windows out of the feature matrix.</summary>
internal static class FoldRows
{
    /// <summary>The rows of a window that have a label; the others have nothing to learn from.</summary>
    /// <exception cref="ModelException">No row of the window has a label.</exception>
    public static TrainingSet Labelled(FeatureMatrix features, LabelSet labels, SessionWindow window)
    {
        var (first, end) = RangeOf(features, window);
        var width = features.FeatureCount;
        var count = 0;
        for (var row = first; row < end; row++)
        {
            count += double.IsNaN(labels.Values[row]) ? 0 : 1;
        }

        if (count == 0)
        {
            throw new ModelException($"No row from {window.First} to {window.Last} has a label, so nothing can be learnt there; give a longer history.");
        }

        var values = new float[count * width];
        var targets = new float[count];
        var next = 0;
        for (var row = first; row < end; row++)
        {
            if (!double.IsNaN(labels.Values[row]))
            {
                features.Row(row).CopyTo(values.AsSpan(next * width, width));
                targets[next++] = (float)labels.Values[row];
            }
        }

        return new TrainingSet(values, targets, features.FeatureNames);
    }

    /// <summary>First row of a window, and the row after its last.</summary>
    public static (int First, int End) RangeOf(FeatureMatrix features, SessionWindow window) =>
        (features.Rows.SessionOffsets[window.Start], features.Rows.SessionOffsets[window.End]);
}
