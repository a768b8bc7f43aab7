namespace Temporalio.Exceptions;

/// <summary>There is a schedule of the id already.</summary>
public class ScheduleAlreadyRunningException : FailureException
{
    public ScheduleAlreadyRunningException()
        : base("Schedule already running")
    {
    }
}
