using FluentValidation;

namespace Assay.Models.Training;

/// <summary>Checks ranges and relations of <see cref="TrainingSettings"/>; every fault is listed.</summary>
public sealed class TrainingSettingsValidator : AbstractValidator<TrainingSettings>
{
    public TrainingSettingsValidator()
    {
        RuleFor(settings => settings.Threads).InclusiveBetween(1, 64);
        RuleFor(settings => settings.Seed).GreaterThanOrEqualTo(0);
        RuleFor(settings => settings.Candidates).NotEmpty();
        RuleFor(settings => settings).Custom((settings, context) =>
        {
            foreach (var fault in NameFaults(settings.Candidates))
            {
                context.AddFailure(nameof(TrainingSettings.Candidates), fault);
            }
        });
        RuleForEach(settings => settings.Candidates).SetValidator(new CandidateSpecValidator());
    }

    private static IEnumerable<string> NameFaults(IReadOnlyList<CandidateSpec> candidates)
    {
        var earlier = new Dictionary<string, CandidateKind>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            foreach (var member in candidate.Members ?? [])
            {
                if (!earlier.TryGetValue(member, out var kind))
                {
                    yield return $"'{candidate.Name}' blends '{member}', which no earlier candidate is called";
                }
                else if (kind == CandidateKind.Blend)
                {
                    yield return $"'{candidate.Name}' blends '{member}', which is a blend itself";
                }
            }

            if (!earlier.TryAdd(candidate.Name, candidate.Kind))
            {
                yield return $"the name '{candidate.Name}' stands twice";
            }
        }
    }
}
