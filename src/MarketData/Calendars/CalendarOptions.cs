namespace Assay.MarketData.Calendars;

/// <summary>
/// The file <c>config/calendars.yaml</c>: what exchanges announced after the calendars of this version were written. It adds; what is known already
/// stands in the code, whose tests compare it with the days on which shares did trade.
/// </summary>
public sealed record CalendarOptions
{
    public const string FileName = "calendars.yaml";

    /// <summary>Sessions that fall out, and the holidays of years that <see cref="Coverage"/> adds.</summary>
    public required IReadOnlyList<AnnouncedClosure> Closures { get; init; }

    /// <summary>Sessions with other hours, among them those on a weekend or a holiday.</summary>
    public required IReadOnlyList<AnnouncedHours> SpecialHours { get; init; }

    /// <summary>Later ends of calendars that follow dated tables (XNSE), at most one per exchange.</summary>
    public required IReadOnlyList<AnnouncedCoverage> Coverage { get; init; }
}
