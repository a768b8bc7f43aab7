namespace Temporalio.Exceptions;

/// <summary>Base of every exception that comes from the workflow service, its client or its workers.</summary>
public class TemporalException : Exception
{
    public TemporalException()
    {
    }

    public TemporalException(string message)
        : base(message)
    {
    }

    public TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
