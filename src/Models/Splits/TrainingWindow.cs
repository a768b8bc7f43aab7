namespace Assay.Models.Splits;

/// <summary>
/// The sessions a model learns from. A model that stops early fits on <see cref="Fit"/> and watches <see cref="Validation"/>; the labels of
/// the former end before the latter begins. One that does not, fits on <see cref="Whole"/>.
/// </summary>
public sealed record TrainingWindow(SessionWindow Whole, SessionWindow Fit, SessionWindow Validation);
