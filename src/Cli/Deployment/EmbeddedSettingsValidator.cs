using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges of <see cref="EmbeddedSettings"/>.</summary>
internal sealed class EmbeddedSettingsValidator : AbstractValidator<EmbeddedSettings>
{
    public EmbeddedSettingsValidator()
    {
        RuleFor(embedded => embedded.RetentionDays).InclusiveBetween(0, 36_500);
        RuleFor(embedded => embedded.HistoryEventLimit).InclusiveBetween(1_000, 1_000_000);
        RuleFor(embedded => embedded.HistorySizeLimitMib).InclusiveBetween(1, 1_024);
    }
}
