using Assay.Models.Learners;
using FluentValidation;

namespace Assay.Models.Training;

/// <summary>Checks a candidate's name, and that its learner takes each of its settings.</summary>
public sealed class CandidateSpecValidator : AbstractValidator<CandidateSpec>
{
    public CandidateSpecValidator()
    {
        RuleFor(spec => spec.Name).Matches("^[a-z0-9_]+$").WithMessage("use lowercase letters, digits and underscores");
        RuleFor(spec => spec.Members).Must(HaveTwoDistinct).WithMessage("name at least two different candidates")
            .When(spec => spec.Kind == BlendedModel.BlendKind);
        RuleFor(spec => spec).Custom((spec, context) =>
        {
            if (spec.Kind == BlendedModel.BlendKind)
            {
                return;
            }

            if (LearnerCatalogue.Find(spec.Kind) is not { } learner)
            {
                context.AddFailure(nameof(CandidateSpec.Kind), $"must be {LearnerCatalogue.Kinds} or {BlendedModel.BlendKind}");
                return;
            }

            foreach (var (parameter, words) in LearnerSettings.Faults(learner, spec.Settings))
            {
                context.AddFailure($"{spec.Kind}.{parameter}", words);
            }
        });
    }

    private static bool HaveTwoDistinct(IReadOnlyList<string>? members) =>
        members is not null && members.Count >= 2 && members.Distinct(StringComparer.Ordinal).Count() == members.Count;
}
