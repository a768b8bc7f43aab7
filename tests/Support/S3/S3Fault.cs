namespace Assay.Tests.Support.S3;

/// <summary>What the fake server does wrong, once for each time it is asked to.</summary>
public enum S3Fault
{
    /// <summary>Answers 500 InternalError and does nothing.</summary>
    InternalError,

    /// <summary>Answers 503 SlowDown and does nothing.</summary>
    SlowDown,

    /// <summary>Does not answer until the client gives up.</summary>
    Silence,

    /// <summary>Breaks the connection and does nothing.</summary>
    LostRequest,

    /// <summary>Does what was asked and breaks the connection before it answers.</summary>
    LostAnswer,

    /// <summary>Promises the whole body, sends half of it and breaks the connection.</summary>
    BrokenBody,

    /// <summary>Sends half of the body as if it were all.</summary>
    HalfBody,

    /// <summary>Sends the body with one bit turned.</summary>
    FlippedBody,

    /// <summary>Keeps half of what was uploaded and says that all is well.</summary>
    HalfKept,

    /// <summary>Keeps what was uploaded with one bit turned and says that all is well.</summary>
    FlippedKept,
}
