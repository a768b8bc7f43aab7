using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges of <see cref="WorkerSettings"/>.</summary>
internal sealed class WorkerSettingsValidator : AbstractValidator<WorkerSettings>
{
    public WorkerSettingsValidator()
    {
        RuleFor(worker => worker.ConcurrentActivities).InclusiveBetween(1, 256).When(worker => worker.ConcurrentActivities is not null);
        RuleFor(worker => worker.DrainSeconds).InclusiveBetween(0, 86_400);
        RuleFor(worker => worker.CachedWorkflows).InclusiveBetween(0, 100_000);
    }
}
