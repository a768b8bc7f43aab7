using FluentValidation;

namespace Assay.Features.Labels;

public sealed class LabelOptionsValidator : AbstractValidator<LabelOptions>
{
    public LabelOptionsValidator() =>
        RuleFor(options => options.HorizonSessions)
            .Must(sessions => sessions is 1 or 5 or 20 or 60)
            .WithMessage("the horizon must be 1, 5, 20 or 60 sessions");
}
