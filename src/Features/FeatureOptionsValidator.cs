using Assay.Features.Catalogue;
using FluentValidation;

namespace Assay.Features;

public sealed class FeatureOptionsValidator : AbstractValidator<FeatureOptions>
{
    public FeatureOptionsValidator()
    {
        RuleFor(options => options.Enabled).NotEmpty().WithMessage("at least one feature must be enabled");
        RuleForEach(options => options.Enabled)
            .Must(FeatureCatalogue.Contains)
            .WithMessage((_, name) => $"'{name}' is not in the catalogue");
        RuleFor(options => options.Enabled)
            .Must(names => names.Distinct(StringComparer.Ordinal).Count() == names.Count)
            .WithMessage("a feature is named twice");
        RuleFor(options => options.Normalisation).IsInEnum();
        RuleFor(options => options.MinimumCoverageFraction).InclusiveBetween(0.5, 1.0);
        RuleFor(options => options.MinimumSectorNames).InclusiveBetween(2, 1000);
    }
}
