using System.Globalization;

namespace Assay.Models.Learners;

/// <summary>What a learner fits by: the values of its parameters, and what all learners share.</summary>
public sealed class LearnerSettings
{
    private readonly IReadOnlyDictionary<string, double> values;

    /// <param name="learner">Whose parameters are meant.</param>
    /// <param name="values">Their values by name.</param>
    /// <param name="threads">Threads to use, at least 1.</param>
    /// <param name="seed">Seed of every draw, at least 0.</param>
    /// <exception cref="ArgumentException">A parameter has no value or one out of its range, or there is a value that no parameter takes.</exception>
    public LearnerSettings(ILearner learner, IReadOnlyDictionary<string, double> values, int threads, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        if (Faults(learner, values).FirstOrDefault() is ({ } parameter, { } words))
        {
            throw new ArgumentException($"{learner.Kind}.{parameter} {words}.", nameof(values));
        }

        this.values = values;
        Threads = threads;
        Seed = seed;
    }

    /// <summary>Threads to use, at least 1. Where a library's sums depend on them, so does the model.</summary>
    public int Threads { get; }

    public int Seed { get; }

    public double Number(LearnerParameter parameter) => values[parameter.Name];

    public int Whole(LearnerParameter parameter) => (int)Number(parameter);

    /// <summary>The value as native libraries read it.</summary>
    public string Text(LearnerParameter parameter) => Text(Number(parameter));

    /// <summary>A number as native libraries read it.</summary>
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with values: the parameter and what to say of it, in the learner's order.</summary>
    internal static IEnumerable<(string Parameter, string Words)> Faults(ILearner learner, IReadOnlyDictionary<string, double> values)
    {
        foreach (var parameter in learner.Parameters)
        {
            if (!values.TryGetValue(parameter.Name, out var value))
            {
                yield return (parameter.Name, "is missing");
            }
            else if (!parameter.Allows(value))
            {
                yield return (parameter.Name, string.Create(CultureInfo.InvariantCulture, $"must be {parameter.Range}, not {value}"));
            }
        }

        foreach (var name in values.Keys.Where(name => learner.Parameters.All(parameter => parameter.Name != name)).Order(StringComparer.Ordinal))
        {
            yield return (name, "is unknown");
        }
    }
}
