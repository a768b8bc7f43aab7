namespace Assay.Tests.Support.S3;

/// <param name="Method">PUT, GET, HEAD or DELETE; a listing is <c>LIST</c>.</param>
/// <param name="Key">The key, or the prefix that was listed.</param>
/// <param name="Status">What was answered; 0 where the connection was broken.</param>
/// <param name="IsConditional">True for a write on condition that nothing is there.</param>
public sealed record S3Request(string Method, string Key, int Status, bool IsConditional);
