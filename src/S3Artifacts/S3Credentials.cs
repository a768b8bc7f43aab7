using Assay.Artifacts;

namespace Assay.S3Artifacts;

/// <summary>A key for the bucket. It never shows its secret: what prints it gets three stars.</summary>
public sealed class S3Credentials
{
    public S3Credentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessKeyId);
        ArgumentException.ThrowIfNullOrEmpty(secretAccessKey);
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
    }

    public string AccessKeyId { get; }

    internal string SecretAccessKey { get; }

    /// <summary>Goes with a key that was lent for a time; null for a lasting one.</summary>
    internal string? SessionToken { get; }

    /// <summary>From <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and, where set, <c>AWS_SESSION_TOKEN</c>.</summary>
    /// <exception cref="ArtifactException">One of the two is not set.</exception>
    public static S3Credentials FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return new S3Credentials(Needed("AWS_ACCESS_KEY_ID"), Needed("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN") is { Length: > 0 } token ? token : null);

        string Needed(string name) => variable(name) is { Length: > 0 } value
            ? value
            : throw new ArtifactException($"The artifact store needs a key, and the environment variable {name} is not set; set it, or name a credentials file in temporal.yaml.");
    }

    /// <summary>
    /// From lines <c>aws_access_key_id = …</c>, <c>aws_secret_access_key = …</c> and perhaps <c>aws_session_token = …</c>, as AWS's own tools write
    /// them; section headings and comments are passed over, so the file holds one key.
    /// </summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="ArtifactException">A line is missing, or there are two keys.</exception>
    public static S3Credentials Parse(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = text.Split('\n').Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Select(parts => parts[1].Trim()).ToList(), StringComparer.OrdinalIgnoreCase);
        return new S3Credentials(
            Single("aws_access_key_id") ?? throw Missing("aws_access_key_id"), Single("aws_secret_access_key") ?? throw Missing("aws_secret_access_key"), Single("aws_session_token"));

        string? Single(string name) => !values.TryGetValue(name, out var found) || found[0].Length == 0
            ? null
            : found.Count == 1 ? found[0] : throw new ArtifactException($"The credentials file {path} has {name} {found.Count} times; keep one key in it.");

        ArtifactException Missing(string name) => new($"The credentials file {path} has no line '{name} = …'; add it.");
    }

    public override string ToString() => $"{AccessKeyId}, secret ***";
}
