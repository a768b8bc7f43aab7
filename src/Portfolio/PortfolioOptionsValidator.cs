using Assay.Portfolio.Optimizers;
using FluentValidation;

namespace Assay.Portfolio;

/// <summary>The ranges stated on <see cref="PortfolioOptions"/>.</summary>
public sealed class PortfolioOptionsValidator : AbstractValidator<PortfolioOptions>
{
    public PortfolioOptionsValidator()
    {
        RuleFor(options => options.RebalanceEverySessions).InclusiveBetween(1, 252);
        RuleFor(options => options.EnterTopFraction).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.LeaveBelowFraction).GreaterThanOrEqualTo(options => options.EnterTopFraction).LessThanOrEqualTo(1);
        RuleFor(options => options.MaximumWeight).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.MaximumSectorWeight).GreaterThanOrEqualTo(options => options.MaximumWeight).LessThanOrEqualTo(1);
        RuleFor(options => options.CovarianceSessions).InclusiveBetween(20, 2520);
        RuleFor(options => options.MinimumReturnSessions).GreaterThanOrEqualTo(2).LessThanOrEqualTo(options => options.CovarianceSessions);
        RuleFor(options => options.InformationCoefficient).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.Exposure.RiskOff).InclusiveBetween(0, 1).When(options => options.Exposure is not null);
        RuleFor(options => options.Exposure.Normal).InclusiveBetween(0, 1).When(options => options.Exposure is not null);
        RuleFor(options => options.Exposure.RiskOn).InclusiveBetween(0, 1).When(options => options.Exposure is not null);
        RuleFor(options => options.Exposure).NotNull();
        RuleFor(options => options.Optimizers).NotEmpty();
        RuleForEach(options => options.Optimizers)
            .Must(OptimizerCatalogue.Contains)
            .WithMessage($"'{{PropertyValue}}' is none of {string.Join(", ", OptimizerCatalogue.Names)}");
        RuleFor(options => options.Optimizers)
            .Must(names => names.Distinct(StringComparer.Ordinal).Count() == names.Length)
            .When(options => options.Optimizers is not null)
            .WithMessage("an optimizer is named twice");
    }
}
