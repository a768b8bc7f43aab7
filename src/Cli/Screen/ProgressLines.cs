using System.Globalization;
using Assay.Activities.Stages;

namespace Assay.Cli.Screen;

/// <summary>One line on standard error when an activity begins to compute, and one when it ends: readable in a terminal and in a log.</summary>
internal sealed class ProgressLines(TimeProvider time) : IStageProgress
{
    private readonly long begun = time.GetTimestamp();
    private readonly Lock gate = new();

    public void Started(string activity, string subject) => Write($"{Title(activity, subject)} …");

    public void Finished(string activity, string subject, TimeSpan elapsed, bool memoised) => Write(memoised
        ? $"{Title(activity, subject)}: known already"
        : string.Create(CultureInfo.InvariantCulture, $"{Title(activity, subject)}: done in {elapsed.TotalSeconds:f1} s"));

    public void Failed(string activity, string subject, string message, bool isFinal) =>
        Write(isFinal ? $"{Title(activity, subject)}: failed" : $"{Title(activity, subject)}: failed, to be tried again: {message}");

    public void Warned(string sentence) => Write("warning: " + sentence);

    public void Note(string text) => Write(text);

    private void Write(string text)
    {
        lock (gate)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(begun).TotalSeconds,6:f1} s] {text}"));
        }
    }

    private static string Title(string activity, string subject) => subject.Length == 0 ? activity : $"{activity} {subject}";
}
