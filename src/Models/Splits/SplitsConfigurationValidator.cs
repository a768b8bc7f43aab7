using FluentValidation;

namespace Assay.Models.Splits;

public sealed class SplitsConfigurationValidator : AbstractValidator<SplitsConfiguration>
{
    public SplitsConfigurationValidator() =>
        RuleFor(configuration => configuration.WalkForward).SetValidator(new WalkForwardOptionsValidator());
}
