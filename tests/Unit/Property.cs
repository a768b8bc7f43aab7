using CsCheck;

namespace Assay.Tests.Unit;

/// <summary>Properties of generated values. A run checks the same values as the one before; a counterexample is made smaller before it is reported.</summary>
internal static class Property
{
    private const int SecondsToShrink = 5;

    /// <summary>Checks a property on the first values of a generator.</summary>
    /// <param name="values">Where they come from.</param>
    /// <param name="count">How many are checked.</param>
    /// <param name="property">Throws where it does not hold.</param>
    public static void Holds<T>(this Gen<T> values, int count, Action<T> property)
    {
        var random = new PCG(1, 20180207);
        for (var i = 0; i < count; i++)
        {
            var seed = random.ToString();
            var value = values.Generate(random, null, out _);
            try
            {
                property(value);
            }
            catch (Exception)
            {
                // Begins with the same value, and goes on with those that are smaller.
                values.Sample(property, seed: seed, time: SecondsToShrink);
                throw;
            }
        }
    }
}
