using FluentValidation;

namespace Assay.Selection;

/// <summary>The ranges stated on <see cref="GateOptions"/> and <see cref="ScoreTerm"/>.</summary>
public sealed class SelectionOptionsValidator : AbstractValidator<SelectionOptions>
{
    public SelectionOptionsValidator()
    {
        RuleFor(options => options.Gates).NotNull().ChildRules(gates =>
        {
            gates.RuleFor(options => options.MinimumSharpe).InclusiveBetween(-10, 10);
            gates.RuleFor(options => options.MinimumMaxDrawdown).InclusiveBetween(-1, 0);
            gates.RuleFor(options => options.MinimumCalmar).InclusiveBetween(-10, 10);
            gates.RuleFor(options => options.MaximumTurnover).InclusiveBetween(0, 1);
            gates.RuleFor(options => options.MinimumProbabilisticSharpe).InclusiveBetween(0, 1);
            gates.RuleFor(options => options.MinimumSharpeUplift).InclusiveBetween(0, 10);
            gates.RuleFor(options => options.MinimumUpliftProbability).InclusiveBetween(0, 1);
        });
        RuleFor(options => options.Score)
            .NotNull()
            .Must(score => score is null || score.Terms().All(term => term is not null && term.Weight is >= 0 and <= 1 && term.Worst != term.Best))
            .WithMessage("every term needs a weight from 0 to 1 and two different ends")
            .Must(score => score is null || score.Terms().Any(term => term is null) || Math.Abs(score.Terms().Sum(term => term.Weight) - 1) < 1e-9)
            .WithMessage("the weights must add up to 1");
    }
}
