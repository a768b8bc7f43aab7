namespace Assay.MarketData.Incremental;

/// <summary>What a file of watermarks holds.</summary>
/// <param name="Document">Null where there is none, or none that can be used.</param>
/// <param name="Problem">Why it cannot be used, as a clause; null where it can, and where there is no file.</param>
public sealed record WatermarkReading(WatermarkDocument? Document, string? Problem);
