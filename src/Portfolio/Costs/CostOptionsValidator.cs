using FluentValidation;

namespace Assay.Portfolio.Costs;

/// <summary>The ranges stated on <see cref="CostOptions"/>.</summary>
public sealed class CostOptionsValidator : AbstractValidator<CostOptions>
{
    public CostOptionsValidator()
    {
        RuleFor(options => options.CommissionBps).InclusiveBetween(0, 1000);
        RuleFor(options => options.SlippageBps).InclusiveBetween(0, 1000);
        RuleFor(options => options.Capital).GreaterThan(0).LessThan(double.PositiveInfinity);
        RuleFor(options => options.MaximumParticipation).GreaterThan(0).LessThanOrEqualTo(1);
        RuleFor(options => options.VolumeAverageSessions).InclusiveBetween(1, 252);
        RuleFor(options => options.UnfilledOrders).IsInEnum();
        RuleFor(options => options.LiquidateAfterMissingSessions).InclusiveBetween(1, 252);
    }
}
