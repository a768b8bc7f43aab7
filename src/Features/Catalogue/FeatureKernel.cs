namespace Assay.Features.Catalogue;

/// <summary>Fills one value per session from a symbol's history; sessions the kernel leaves alone stay NaN.</summary>
/// <param name="history">The symbol's bars.</param>
/// <param name="values">One per session, NaN on entry. A non-finite result counts as NaN.</param>
public delegate void FeatureKernel(in SymbolHistory history, Span<double> values);
