using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>The last close of a share that was known.</summary>
/// <param name="Price">At the terms of the day asked for: a split since is in it.</param>
/// <param name="Date">Its session.</param>
/// <param name="KnownAt">Since when it is known.</param>
/// <param name="AgeSessions">Sessions that have closed since; null without a calendar, or outside its years.</param>
public sealed record LastClose(decimal Price, TradingDate Date, DateTimeOffset KnownAt, int? AgeSessions);
