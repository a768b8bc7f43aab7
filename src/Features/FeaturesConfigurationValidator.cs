using Assay.Features.Labels;
using Assay.Features.Regimes;
using FluentValidation;

namespace Assay.Features;

public sealed class FeaturesConfigurationValidator : AbstractValidator<FeaturesConfiguration>
{
    public FeaturesConfigurationValidator()
    {
        RuleFor(configuration => configuration.Features).SetValidator(new FeatureOptionsValidator());
        RuleFor(configuration => configuration.Label).SetValidator(new LabelOptionsValidator());
        RuleFor(configuration => configuration.Regime).SetValidator(new RegimeOptionsValidator());
    }
}
