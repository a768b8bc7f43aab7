namespace Assay.Features.Catalogue;

/// <summary>
/// One feature: what it is, where it comes from, and how it is computed. The value at session t uses bars up to and including the close
/// of t. It is NaN where the symbol has no close at t, where fewer than <see cref="LookbackSessions"/> sessions lie between the symbol's
/// first close and t, or where a window misses more values than the coverage option allows.
/// </summary>
public sealed record FeatureDefinition
{
    /// <summary>Unique, snake_case; numbers are sessions.</summary>
    public required string Name { get; init; }

    public required FeatureGroup Group { get; init; }

    /// <summary>
    /// C, O, H, L, V: close, open, high, low, volume; r: close-to-close return; m: return of the equally weighted universe.
    /// </summary>
    public required string Formula { get; init; }

    /// <summary>Author and year, or the common name of the measure.</summary>
    public required string Source { get; init; }

    /// <summary>Sessions before t that the value reaches back to.</summary>
    public required int LookbackSessions { get; init; }

    /// <summary>False when the raw value depends on the price level or currency.</summary>
    public required bool IsScaleFree { get; init; }

    /// <summary>True when the mean of the symbol's sector on that session is taken off.</summary>
    public bool IsSectorRelative { get; init; }

    public required FeatureKernel Kernel { get; init; }
}
