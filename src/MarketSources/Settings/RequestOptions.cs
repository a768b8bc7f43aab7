namespace Assay.MarketSources.Settings;

/// <summary>How a request is made.</summary>
public sealed record RequestOptions
{
    /// <summary>Until the whole body is there, in seconds.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>Seconds before each retry; as many retries as there are numbers.</summary>
    public required IReadOnlyList<int> RetryDelaysSeconds { get; init; }

    /// <summary>The longest stay for quota, or for what Retry-After asks; beyond it the next source is asked.</summary>
    public required int LongestWaitSeconds { get; init; }

    /// <summary>Cap of a body after decompression, in MiB.</summary>
    public required int LargestBodyMebibytes { get; init; }

    /// <summary>Cap of the pages that one request may turn.</summary>
    public required int MostPages { get; init; }

    /// <summary>What we call ourselves; some vendors refuse clients without a name.</summary>
    public required string UserAgent { get; init; }
}
