namespace Assay.MarketSources;

/// <summary>Why a source gave nothing that can be used.</summary>
public enum SourceFailureKind
{
    /// <summary>This machine finds no way to the source's host: its name is not resolved, or no network leads there.</summary>
    NoNetwork,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The answer did not come, or not whole, in time.</summary>
    TimedOut,

    /// <summary>The vendor says that we ask too often.</summary>
    Throttled,

    /// <summary>The vendor's server failed (5xx).</summary>
    ServerFault,

    /// <summary>The body ends early.</summary>
    Truncated,

    /// <summary>The key is not accepted, or its plan does not cover the request.</summary>
    KeyRefused,

    /// <summary>No key is configured, or the one that is cannot be a key.</summary>
    KeyMissing,

    /// <summary>The vendor does not understand the request.</summary>
    BadRequest,

    /// <summary>The vendor does not know the symbol or series.</summary>
    UnknownSymbol,

    /// <summary>The vendor knows the symbol and has nothing in the range.</summary>
    NoData,

    /// <summary>HTML or something else where the vendor documents JSON or CSV, or a redirect.</summary>
    WrongForm,

    /// <summary>A column or key is missing or has another type than documented.</summary>
    ChangedForm,

    /// <summary>A value that cannot be one: no number, no date, a date twice.</summary>
    BadValue,

    /// <summary>The answer speaks of another symbol.</summary>
    WrongSymbol,

    /// <summary>The body is larger than the cap.</summary>
    TooLarge,

    /// <summary>The last bar is older than the calendar says it should be.</summary>
    Stale,

    /// <summary>Sessions are missing between the first and the last bar.</summary>
    Partial,

    /// <summary>Our own count of the vendor's quota is used up.</summary>
    QuotaUsedUp,

    /// <summary>The source failed too often of late and rests.</summary>
    BreakerOpen,

    /// <summary>The file that keeps quotas and breakers cannot be used, so that nothing may be asked.</summary>
    StateUnusable,
}
