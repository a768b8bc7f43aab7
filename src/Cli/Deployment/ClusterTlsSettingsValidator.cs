using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Relations of <see cref="ClusterTlsSettings"/>.</summary>
internal sealed class ClusterTlsSettingsValidator : AbstractValidator<ClusterTlsSettings>
{
    public ClusterTlsSettingsValidator()
    {
        RuleFor(tls => tls.ClientKey)
            .Must((tls, key) => key is null == tls.ClientCertificate is null)
            .WithMessage("and clientCertificate belong together; give both or neither");
        RuleFor(tls => tls.Disabled)
            .Must((tls, disabled) => !disabled || (tls.ServerCa ?? tls.ServerName ?? tls.ClientCertificate ?? tls.ClientKey) is null)
            .WithMessage("cannot stand beside the other keys of TLS");
    }
}
