using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="DeploymentSettings"/>; each section has a validator of its own.</summary>
internal sealed class DeploymentSettingsValidator : AbstractValidator<DeploymentSettings>
{
    public DeploymentSettingsValidator()
    {
        RuleFor(settings => settings.Engine)
            .Must(engine => engine is EngineNames.Embedded or EngineNames.Temporal)
            .WithMessage(settings => $"is '{settings.Engine}', but there is only embedded or temporal");

        // It stands in visibility queries and in front of "-home".
        RuleFor(settings => settings.TaskQueue)
            .Must(queue => queue is { Length: > 0 and <= 200 } && queue.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            .WithMessage("must be a name of letters, digits, '-', '_' and '.'");
        RuleFor(settings => settings.Cluster!).SetValidator(new ClusterSettingsValidator()).When(settings => settings.Cluster is not null);
        RuleFor(settings => settings.Payloads!).SetValidator(new PayloadSettingsValidator()).When(settings => settings.Payloads is not null);
        RuleFor(settings => settings.Embedded!).SetValidator(new EmbeddedSettingsValidator()).When(settings => settings.Embedded is not null);
        RuleFor(settings => settings.Artifacts!).SetValidator(new ArtifactSettingsValidator()).When(settings => settings.Artifacts is not null);
        RuleFor(settings => settings.Schedules!).SetValidator(new ScheduleSettingsValidator()).When(settings => settings.Schedules is not null);
        RuleFor(settings => settings.Worker!).SetValidator(new WorkerSettingsValidator()).When(settings => settings.Worker is not null);
    }
}
