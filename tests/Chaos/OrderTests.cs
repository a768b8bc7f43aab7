using Assay.Tests.Chaos.Host;

namespace Assay.Tests.Chaos;

/// <summary>
/// kill -9 does not lose what was written but not synced; a power cut does. So the order itself is asserted, from the journal of an
/// undisturbed run: file, name, folder, then the memo that rests on it, then the completion.
/// </summary>
[Collection(nameof(ChaosFixture))]
public sealed class OrderTests(ChaosFixture fixture)
{
    private readonly IReadOnlyList<JournalEntry> journal = fixture.Reference.First.Journal;

    /// <summary>A file is written, synced, renamed and its folder synced by one thread, which does nothing in between.</summary>
    [Fact]
    public void EveryFile_IsSyncedBeforeItsNameAndItsFolderAfterIt()
    {
        var renamed = 0;
        foreach (var thread in journal.Where(entry => entry.Moment == "after").GroupBy(entry => entry.Thread))
        {
            var effects = thread.ToList();
            for (var i = 0; i < effects.Count; i++)
            {
                if (effects[i].Kind != "rename")
                {
                    continue;
                }

                renamed++;
                effects[i - 1].Kind.ShouldBe("fsync", effects[i].Subject);
                effects.Take(i - 1).ShouldContain(entry => entry.Kind == "write" && entry.Subject == effects[i - 1].Subject, effects[i].Subject);
                effects[i + 1].Kind.ShouldBe("fsync-folder", effects[i].Subject);
                effects[i + 1].Subject.ShouldBe(Path.GetDirectoryName(effects[i].Subject));
            }
        }

        renamed.ShouldBeGreaterThan(100);
    }

    /// <summary>When a memo or a record gets its name, every object it refers to has its own, down from the home.</summary>
    [Fact]
    public void EveryMemo_ComesAfterTheObjectsItRefersTo()
    {
        var home = fixture.Reference.Home.Path;
        var places = journal.Select((entry, place) => (entry, place)).ToList();
        var renames = places.Where(x => x.entry.Is("after", "rename")).ToDictionary(x => x.place, x => x.entry.Subject);
        var named = renames.GroupBy(x => x.Value, StringComparer.Ordinal).ToDictionary(x => x.Key, x => x.Min(y => y.Key), StringComparer.Ordinal);
        var syncs = places.Where(x => x.entry.Kind == "fsync-folder").ToLookup(x => (x.entry.Subject, x.entry.Moment), x => x.place);
        var checkedReferences = 0;
        foreach (var (entry, place) in places.Where(x => x.entry.Is("before", "rename") && IsRecord(x.entry.Subject)))
        {
            foreach (var digest in Completions.Digests(Completions.ResultOf(entry.Subject)))
            {
                var file = Path.Combine(home, "artifacts", "objects", "sha256", digest[1..3], digest[3..^1]);
                if (!named.TryGetValue(file, out var since))
                {
                    continue;
                }

                checkedReferences++;
                since.ShouldBeLessThan(place, file);
                for (var below = file; below != home; below = Path.GetDirectoryName(below)!)
                {
                    var first = named.Where(x => x.Key == below || x.Key.StartsWith(below + "/", StringComparison.Ordinal)).Min(x => x.Value);
                    IsSynced(Path.GetDirectoryName(below)!, first, place).ShouldBeTrue($"{below} had no durable name when {entry.Subject} got its own.");
                }
            }
        }

        checkedReferences.ShouldBeGreaterThan(50);

        // A sync that began after the name was there, and ended before the memo's.
        bool IsSynced(string folder, int after, int before) =>
            syncs[(folder, "before")].Any(begun => begun > after && syncs[(folder, "after")].Any(ended => ended > begun && ended < before));
    }

    /// <summary>The engine hears of an activity's end when its memo or record is durable.</summary>
    [Fact]
    public async Task EveryCompletion_ComesAfterItsMemo()
    {
        var completions = (await Completions.ReadAsync(fixture.Reference.FirstHome)).ToList();
        completions.Count.ShouldBeGreaterThan(20);
        foreach (var completion in completions)
        {
            var record = completion.Record.ShouldNotBeNull(completion.Activity)
                .Replace(fixture.Reference.FirstHome.Path, fixture.Reference.Home.Path, StringComparison.Ordinal);
            var renamed = journal.Single(entry => entry.Is("after", "rename") && entry.Subject == record);
            var durable = journal.SkipWhile(entry => entry != renamed).First(entry =>
                entry.Thread == renamed.Thread && entry.Is("after", "fsync-folder") && entry.Subject == Path.GetDirectoryName(record));
            durable.At.ShouldBeLessThanOrEqualTo(completion.At, completion.Activity);
        }
    }

    /// <summary>The pointer moves to a version that is wholly there.</summary>
    [Fact]
    public void ThePointer_MovesAfterTheManifest()
    {
        var release = Path.Combine(fixture.Reference.Home.Path, "release", "development");
        var version = Path.Combine(release, "versions", "000001");
        var moved = PlaceOf(entry => entry.Is("before", "rename") && entry.Subject == Path.Combine(release, "active.json"));
        var manifest = PlaceOf(entry => entry.Is("after", "rename") && entry.Subject == Path.Combine(version, "manifest.dsse.json"));
        var last = journal.Select((entry, place) => (entry, place)).Last(x => x.entry.Is("after", "rename") && Path.GetDirectoryName(x.entry.Subject) == version);

        last.place.ShouldBe(manifest);
        journal.Skip(manifest).Take(moved - manifest).ShouldContain(entry => entry.Is("after", "fsync-folder") && entry.Subject == version);
    }

    private static bool IsRecord(string path) =>
        path.Contains("/artifacts/memo/", StringComparison.Ordinal) || path.Contains("/artifacts/effects/", StringComparison.Ordinal);

    private int PlaceOf(Predicate<JournalEntry> match) => journal.ToList().FindIndex(match);
}
