using Assay.EmbeddedEngine;

namespace Assay.Tests.Unit.EmbeddedEngine;

/// <summary>Copies the history file around every commit: what a process would leave that is killed right there.</summary>
internal sealed class CommitCopies : ICommitObserver
{
    private readonly List<string> copies = [];

    public string Source { get; set; } = "";

    public string Target { get; set; } = "";

    public IReadOnlyList<string> Copies => copies;

    public void BeforeCommit(long ordinal) => Copy($"{ordinal:D4}-before");

    public void AfterCommit(long ordinal) => Copy($"{ordinal:D4}-after");

    private void Copy(string name)
    {
        if (Target.Length == 0)
        {
            return;
        }

        var folder = Directory.CreateDirectory(Path.Combine(Target, name)).FullName;
        var copy = Path.Combine(folder, "history.db");
        File.Copy(Source, copy);
        if (File.Exists(Source + "-wal"))
        {
            File.Copy(Source + "-wal", copy + "-wal");
        }

        copies.Add(copy);
    }
}
