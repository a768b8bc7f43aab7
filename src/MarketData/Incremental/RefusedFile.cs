using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.MarketData.PointInTime;

namespace Assay.MarketData.Incremental;

/// <summary>The fetches of a home's snapshots that the quality gate refused. Deleting the file throws away what they brought.</summary>
/// <param name="home">The home.</param>
/// <param name="files">Writes durably.</param>
public sealed class RefusedFile(string home, HomeFiles files)
{
    private const string FileName = "refused.json";
    private const int Attempts = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    public static string PathIn(string home, string name) => Path.Combine(home, "data", "snapshots", SnapshotName.Check(name), FileName);

    /// <summary>The records of the fetches; none where there is no file, or none that can be used: what they brought is then asked for again.</summary>
    /// <exception cref="MarketDataException">The file cannot be read at all.</exception>
    public static IReadOnlyList<ArtifactRef> Read(string home, string name)
    {
        var path = PathIn(home, name);
        try
        {
            return File.Exists(path)
                && CanonicalJson.Deserialize<RefusedDocument>(File.ReadAllBytes(path)) is { Schema: MarketDataSchemas.SnapshotRefused } document
                && string.Equals(document.Name, name, StringComparison.Ordinal) ? document.Fetches : [];
        }
        catch (ArtifactException)
        {
            return [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"The file {path} cannot be read ({cause.Message.TrimEnd('.')}); give this user the right to.", cause);
        }
    }

    /// <summary>Takes records out, and adds one.</summary>
    /// <param name="name">Name of the snapshot.</param>
    /// <param name="gone">Records that are settled, or part of the one that is added.</param>
    /// <param name="added">The record of a fetch that was refused; null for none.</param>
    /// <param name="clock">For the waits while somebody else writes.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="MarketDataException">Others kept writing.</exception>
    public async Task ChangeAsync(string name, IReadOnlyList<ArtifactRef> gone, ArtifactRef? added, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = PathIn(home, name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using (var held = SnapshotLock.TryHold(Path.GetDirectoryName(path)!))
            {
                if (held is not null)
                {
                    var before = Read(home, name);
                    ArtifactRef[] after = [.. before.Except(gone).Where(record => record != added), .. added is { } refused ? [refused] : Array.Empty<ArtifactRef>()];
                    if (!after.SequenceEqual(before))
                    {
                        files.Replace(path, CanonicalJson.Serialize(new RefusedDocument(MarketDataSchemas.SnapshotRefused, name, after)));
                    }

                    return;
                }
            }

            await Task.Delay(Patience, clock, cancellationToken);
        }

        throw new MarketDataException($"The file {path} is being written all the time; end the other fetches of {name}, and fetch again.");
    }
}
