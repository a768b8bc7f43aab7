namespace Temporalio.Client.Grpc;

/// <summary>What goes with every call. Thread-safe: what is set is sent from the next call on.</summary>
internal sealed class CallMetadata
{
    private const string ClientName = "assay";
    private static readonly string ClientVersion = typeof(CallMetadata).Assembly.GetName().Version!.ToString(3);

    private volatile IReadOnlyList<KeyValuePair<string, string>> own = [];
    private volatile string? apiKey;

    public string? ApiKey
    {
        get => apiKey;
        set => apiKey = value is null || IsSendable(value) ? value : throw new ArgumentException("The API key holds characters that a header cannot carry");
    }

    /// <summary>Set by the user; names in lowercase.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> Own
    {
        get => own;
        set
        {
            var pairs = value.ToArray();
            foreach (var (name, text) in pairs)
            {
                if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') || !IsSendable(text))
                {
                    throw new ArgumentException($"'{name}' cannot be sent as metadata; names are lowercase, values printable ASCII");
                }
            }

            own = pairs;
        }
    }

    public IEnumerable<KeyValuePair<string, string>> For(string? namespaceName)
    {
        yield return new("client-name", ClientName);
        yield return new("client-version", ClientVersion);
        if (!string.IsNullOrEmpty(namespaceName))
        {
            yield return new("temporal-namespace", namespaceName);
        }

        var pairs = own;
        if (apiKey is { } key && !pairs.Any(p => p.Key == "authorization"))
        {
            yield return new("authorization", "Bearer " + key);
        }

        foreach (var pair in pairs)
        {
            yield return pair;
        }
    }

    private static bool IsSendable(string value) => value.All(c => c is >= ' ' and <= '~');
}
