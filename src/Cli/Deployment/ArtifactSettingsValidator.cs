using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges and relations of <see cref="ArtifactSettings"/>.</summary>
internal sealed class ArtifactSettingsValidator : AbstractValidator<ArtifactSettings>
{
    public ArtifactSettingsValidator()
    {
        RuleFor(artifacts => artifacts.Store)
            .Must(store => store is ArtifactSettings.Home or ArtifactSettings.Shared or ArtifactSettings.Bucket)
            .WithMessage(artifacts => $"is '{artifacts.Store}', but there is only home, folder or s3");
        RuleFor(artifacts => artifacts.Folder)
            .Must(folder => folder is not null && Path.IsPathFullyQualified(folder))
            .WithMessage("must be the absolute path of the shared folder")
            .When(artifacts => artifacts.Store == ArtifactSettings.Shared || artifacts.Folder is not null);
        RuleFor(artifacts => artifacts.Folder)
            .Null()
            .WithMessage(artifacts => $"is of no use with the store '{artifacts.Store}'; leave it out, or take the store 'folder'")
            .When(artifacts => artifacts.Store is ArtifactSettings.Home or ArtifactSettings.Bucket);
        RuleFor(artifacts => artifacts.S3)
            .NotNull()
            .WithMessage("is missing, but the store 's3' needs it; give at least s3.endpoint and s3.bucket")
            .When(artifacts => artifacts.Store == ArtifactSettings.Bucket);
        RuleFor(artifacts => artifacts.S3)
            .Null()
            .WithMessage(artifacts => $"is of no use with the store '{artifacts.Store}'; leave it out, or take the store 's3'")
            .When(artifacts => artifacts.Store is ArtifactSettings.Home or ArtifactSettings.Shared);
        RuleFor(artifacts => artifacts.S3!).SetValidator(new BucketSettingsValidator()).When(artifacts => artifacts.S3 is not null);
    }
}
