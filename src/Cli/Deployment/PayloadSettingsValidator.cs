using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Relations of <see cref="PayloadSettings"/>.</summary>
internal sealed class PayloadSettingsValidator : AbstractValidator<PayloadSettings>
{
    public PayloadSettingsValidator()
    {
        RuleFor(payloads => payloads.Id).Must(id => !string.IsNullOrWhiteSpace(id)).WithMessage("is missing; name the key");
        RuleFor(payloads => payloads.KeyFile).Must(file => !string.IsNullOrEmpty(file)).WithMessage("is missing; name the file of the key");
        RuleFor(payloads => payloads.FormerKeys)
            .Must(keys => keys!.All(key => !string.IsNullOrWhiteSpace(key?.Id) && !string.IsNullOrEmpty(key.KeyFile)))
            .WithMessage("need an id and a keyFile each")
            .Must((payloads, keys) => keys!.Select(key => key?.Id).Append(payloads.Id).Distinct(StringComparer.Ordinal).Count() == keys!.Count + 1)
            .WithMessage("and the present key need different ids")
            .When(payloads => payloads.FormerKeys is not null);
    }
}
