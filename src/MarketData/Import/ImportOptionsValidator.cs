using FluentValidation;

namespace Assay.MarketData.Import;

/// <summary>Checks the ranges that <see cref="ImportOptions"/> states.</summary>
public sealed class ImportOptionsValidator : AbstractValidator<ImportOptions>
{
    private const int LongestMissingText = 16;
    private const int MostRows = 500_000_000;

    public ImportOptionsValidator()
    {
        RuleFor(options => options.MissingTexts).NotNull();
        RuleForEach(options => options.MissingTexts)
            .NotEmpty()
            .MaximumLength(LongestMissingText)
            .Must(text => !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            .WithMessage("a number cannot stand for a missing cell");
        RuleFor(options => options.MaximumRows).InclusiveBetween(1, MostRows);
    }
}
