using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="ClusterSettings"/>.</summary>
internal sealed class ClusterSettingsValidator : AbstractValidator<ClusterSettings>
{
    public ClusterSettingsValidator()
    {
        RuleFor(cluster => cluster.Address)
            .Must(IsHostAndPort)
            .WithMessage(cluster => cluster.Address is null ? "is missing; write it as host:port" : $"is '{cluster.Address}', not host:port");
        RuleFor(cluster => cluster.Namespace).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("must not be empty");
        RuleFor(cluster => cluster.ApiKeyFile)
            .Must((cluster, file) => file is null || cluster.ApiKeyVariable is null)
            .WithMessage("and apiKeyVariable exclude each other");
        RuleFor(cluster => cluster.Tls!).SetValidator(new ClusterTlsSettingsValidator()).When(cluster => cluster.Tls is not null);
    }

    private static bool IsHostAndPort(string? address) =>
        address is not null
        && !address.Contains('/', StringComparison.Ordinal)
        && address.LastIndexOf(':') > address.LastIndexOf(']')
        && ushort.TryParse(address.AsSpan(address.LastIndexOf(':') + 1), out var port)
        && port > 0
        && Uri.TryCreate($"http://{address}", UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0;
}
