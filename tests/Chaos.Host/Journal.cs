using System.Text;

namespace Assay.Tests.Chaos.Host;

/// <summary>
/// A file of events, one a line, that outlives the process: each line is handed to the operating system before the event goes on.
/// Thread-safe.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream file;

    public Journal(string path) => file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 0);

    public static IReadOnlyList<JournalEntry> Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(JournalEntry.Parse)] : [];

    public void Add(string moment, string kind, string subject)
    {
        lock (gate)
        {
            var entry = new JournalEntry(DateTime.UtcNow, Environment.CurrentManagedThreadId, moment, kind, subject);
            file.Write(Encoding.UTF8.GetBytes(entry + "\n"));
        }
    }

    public void Dispose() => file.Dispose();
}
