using Assay.Artifacts;
using Assay.S3Artifacts;

namespace Assay.Tests.Unit.S3Artifacts;

public sealed class S3CredentialsTests
{
    [Fact]
    public void FromEnvironment_BothSet_AreTaken()
    {
        var credentials = S3Credentials.FromEnvironment(name => name == "AWS_SESSION_TOKEN" ? null : name.ToLowerInvariant());

        credentials.AccessKeyId.ShouldBe("aws_access_key_id");
        credentials.ToString().ShouldBe("aws_access_key_id, secret ***");
    }

    [Fact]
    public void FromEnvironment_SecretNotSet_SaysSo() =>
        Should.Throw<ArtifactException>(() => S3Credentials.FromEnvironment(name => name == "AWS_ACCESS_KEY_ID" ? "A" : null)).Message.ShouldBe(
            "The artifact store needs a key, and the environment variable AWS_SECRET_ACCESS_KEY is not set; set it, or name a credentials file in temporal.yaml.");

    [Fact]
    public void Parse_AsAwsWritesIt_IsRead() =>
        S3Credentials.Parse("[default]\n# a comment\naws_access_key_id = AKIA1\naws_secret_access_key=s=ec/ret\n", "key").AccessKeyId.ShouldBe("AKIA1");

    [Fact]
    public void Parse_LineMissing_SaysWhich() =>
        Should.Throw<ArtifactException>(() => S3Credentials.Parse("aws_access_key_id = AKIA1\n", "key")).Message
            .ShouldBe("The credentials file key has no line 'aws_secret_access_key = …'; add it.");

    [Fact]
    public void Parse_TwoKeys_IsRefused() =>
        Should.Throw<ArtifactException>(() => S3Credentials.Parse("[a]\naws_access_key_id = A\naws_secret_access_key = s\n[b]\naws_access_key_id = B\naws_secret_access_key = t\n", "key"))
            .Message.ShouldBe("The credentials file key has aws_access_key_id 2 times; keep one key in it.");
}
