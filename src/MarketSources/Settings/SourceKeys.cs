namespace Assay.MarketSources.Settings;

/// <summary>Finds the keys: in environment variables, or in files outside of what is committed, backed up or shared.</summary>
public sealed class SourceKeys
{
    private readonly Func<string, string?> variable;
    private readonly IReadOnlyList<string> forbidden;

    /// <param name="forbidden">Folders in which no key may lie: the checkout and the home.</param>
    /// <param name="variable">Reads an environment variable; the process's own by default.</param>
    public SourceKeys(IReadOnlyList<string> forbidden, Func<string, string?>? variable = null)
    {
        this.forbidden = [.. forbidden.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar)];
        this.variable = variable ?? Environment.GetEnvironmentVariable;
    }

    /// <summary>The key of a source; null where it works without.</summary>
    /// <exception cref="MarketSourceException">The source needs a key and there is none, or what is there cannot be one.</exception>
    public SourceKey? Find(SourceOptions source)
    {
        if (source.Key is not { } place)
        {
            return null;
        }

        var text = variable(place.Variable);
        var origin = $"the environment variable {place.Variable}";
        if (string.IsNullOrWhiteSpace(text) && place.File is { Length: > 0 } file)
        {
            origin = $"the file {file}";
            text = Read(source.Name, file);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return place.Optional ? null : throw new MarketSourceException(
                SourceFailureKind.KeyMissing,
                source.Name,
                $"there is no key; set {place.Variable}{(place.File is null ? string.Empty : $" or write {place.File}")}, or take the source out of {SourcesConfiguration.FileName}");
        }

        return SourceKey.TryParse(text) ?? throw new MarketSourceException(
            SourceFailureKind.KeyMissing, source.Name, $"what {origin} holds cannot be a key (too short, too long, or with blanks inside); put the vendor's key there");
    }

    private string? Read(string source, string file)
    {
        var path = Path.GetFullPath(file.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..])
            : file);
        if (forbidden.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            throw new MarketSourceException(
                SourceFailureKind.KeyMissing, source, $"the key's file {file} lies in the checkout or the home, from where it would be copied; move it elsewhere");
        }

        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new MarketSourceException(SourceFailureKind.KeyMissing, source, $"the key's file {file} cannot be read; give this user the right to");
        }
    }
}
