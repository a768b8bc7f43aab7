namespace Assay.MarketSources.Http;

/// <summary>A body is over the cap; only inside the connection, which turns it into a sentence.</summary>
internal sealed class BodyTooLargeException : Exception;
