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

            foreach (var fault in QuickFaults(settings))
            {
                context.AddFailure(nameof(TrainingSettings.QuickCandidates), fault);
            }
        });
        RuleForEach(settings => settings.Candidates).SetValidator(new CandidateSpecValidator());
    }

    private static IEnumerable<string> NameFaults(IReadOnlyList<CandidateSpec> candidates)
    {
        var earlier = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            foreach (var member in candidate.Members ?? [])
            {
                if (!earlier.TryGetValue(member, out var kind))
                {
                    yield return $"'{candidate.Name}' blends '{member}', which no earlier candidate is called";
                }
                else if (kind == BlendedModel.BlendKind)
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

    private static IEnumerable<string> QuickFaults(TrainingSettings settings)
    {
        var quick = settings.QuickCandidates ?? [];
        if (settings.QuickCandidates is not null && quick.All(name => settings.Candidates.All(candidate => candidate.Name != name || candidate.Members is not null)))
        {
            yield return "names no candidate that is trained";
        }

        foreach (var name in quick.Where(name => settings.Candidates.All(candidate => candidate.Name != name)))
        {
            yield return $"names '{name}', which no candidate is called";
        }

        foreach (var candidate in settings.Candidates.Where(candidate => quick.Contains(candidate.Name, StringComparer.Ordinal)))
        {
            foreach (var member in (candidate.Members ?? []).Except(quick, StringComparer.Ordinal))
            {
                yield return $"names '{candidate.Name}', but not its member '{member}'";
            }
        }
    }
}
