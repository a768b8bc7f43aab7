namespace Assay.Activities.Stages;

/// <summary>Told of every activity's life, for people who watch. Called from several threads.</summary>
public interface IStageProgress
{
    /// <summary>An activity begins to compute.</summary>
    void Started(string activity, string subject);

    /// <summary>It is done.</summary>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="subject">What it worked on, such as a candidate's name; may be empty.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="memoised">True when the result was there already.</param>
    void Finished(string activity, string subject, TimeSpan elapsed, bool memoised);

    /// <summary>It failed; the workflow decides what follows.</summary>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="subject">What it worked on.</param>
    /// <param name="message">Why, in one sentence.</param>
    /// <param name="isFinal">True when no retry can mend it, so that the workflow's own failure will say why.</param>
    void Failed(string activity, string subject, string message, bool isFinal);

    /// <summary>Something a person should know that stops nothing, in one sentence.</summary>
    void Warned(string sentence);
}
