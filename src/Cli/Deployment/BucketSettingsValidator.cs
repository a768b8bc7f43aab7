using FluentValidation;

namespace Assay.Cli.Deployment;

/// <summary>Ranges of <see cref="BucketSettings"/>.</summary>
internal sealed class BucketSettingsValidator : AbstractValidator<BucketSettings>
{
    public BucketSettingsValidator()
    {
        RuleFor(s3 => s3.Endpoint)
            .Must(IsServer)
            .WithMessage(s3 => s3.Endpoint is null
                ? "is missing; write it as https://host:port"
                : $"is '{s3.Endpoint}', not the address of a server as https://host:port; the bucket's name stands in s3.bucket");

        // What S3 allows ("Bucket naming rules").
        RuleFor(s3 => s3.Bucket)
            .Must(bucket => bucket is { Length: >= 3 and <= 63 } && bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
            .WithMessage("must be the name of a bucket: 3 to 63 small letters, digits, '-' and '.'");
        RuleFor(s3 => s3.Region).Must(region => !string.IsNullOrWhiteSpace(region)).WithMessage("must not be empty");
        RuleFor(s3 => s3.Prefix)
            .Must(prefix => prefix is not ['/', ..] && !prefix!.Contains("//", StringComparison.Ordinal) && prefix.Length <= 500)
            .WithMessage("must not begin with a slash, have two in a row, or be longer than 500 characters")
            .When(s3 => s3.Prefix is not null);
        RuleFor(s3 => s3.TimeoutSeconds).InclusiveBetween(1, 3600).WithMessage("must be 1 to 3600");
        RuleFor(s3 => s3.Attempts).InclusiveBetween(1, 20).WithMessage("must be 1 to 20");
        RuleFor(s3 => s3.CacheMib).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more");
    }

    private static bool IsServer(string? endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0
        && uri.PathAndQuery == "/"
        && uri.Fragment.Length == 0;
}
