using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>
/// What a finding is about. The rules up to <see cref="ShortHistory"/> quarantine a row and look at the row and the past only, so that
/// cleaning never uses what a decision could not have known (short history: see <see cref="QualityOptions.MinimumSymbolRows"/>).
/// The others warn, or from <see cref="ExplainedJump"/> on only say, and leave the row in.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityRule>))]
public enum QualityRule
{
    /// <summary>The row names no symbol.</summary>
    [JsonStringEnumMemberName("missing_symbol")]
    MissingSymbol,

    /// <summary>The date is a Saturday or Sunday.</summary>
    [JsonStringEnumMemberName("weekend_date")]
    WeekendDate,

    /// <summary>Hardly any symbol has a row on that date, so the market was closed or the date is wrong.</summary>
    [JsonStringEnumMemberName("not_a_session")]
    NotASession,

    /// <summary>The exchange's calendar has no session on that weekday.</summary>
    [JsonStringEnumMemberName("closed_market")]
    ClosedMarket,

    /// <summary>Open, high, low or close is missing.</summary>
    [JsonStringEnumMemberName("missing_price")]
    MissingPrice,

    /// <summary>Open, high, low or close is zero or negative.</summary>
    [JsonStringEnumMemberName("non_positive_price")]
    NonPositivePrice,

    /// <summary>The high lies below the low.</summary>
    [JsonStringEnumMemberName("high_below_low")]
    HighBelowLow,

    /// <summary>The high lies below the open or the close.</summary>
    [JsonStringEnumMemberName("high_below_open_or_close")]
    HighBelowOpenOrClose,

    /// <summary>The low lies above the open or the close.</summary>
    [JsonStringEnumMemberName("low_above_open_or_close")]
    LowAboveOpenOrClose,

    /// <summary>The volume is missing.</summary>
    [JsonStringEnumMemberName("missing_volume")]
    MissingVolume,

    /// <summary>The volume is negative.</summary>
    [JsonStringEnumMemberName("negative_volume")]
    NegativeVolume,

    /// <summary>Another row of the same date and symbol says something else; neither is kept.</summary>
    [JsonStringEnumMemberName("duplicate_conflict")]
    DuplicateConflict,

    /// <summary>An earlier line says the same of the same date and symbol; that one is kept.</summary>
    [JsonStringEnumMemberName("duplicate_repeat")]
    DuplicateRepeat,

    /// <summary>The symbol has too few usable rows; one finding per symbol, its value the number of rows.</summary>
    [JsonStringEnumMemberName("short_history")]
    ShortHistory,

    /// <summary>A session within the symbol's life has no row.</summary>
    [JsonStringEnumMemberName("missing_session")]
    MissingSession,

    /// <summary>Prices and volume repeat the symbol's previous row; the value is the close.</summary>
    [JsonStringEnumMemberName("frozen_bar")]
    FrozenBar,

    /// <summary>All four prices repeat the symbol's previous row, the volume does not; the value is the close.</summary>
    [JsonStringEnumMemberName("frozen_prices")]
    FrozenPrices,

    /// <summary>A good part of a day's bars repeat the previous day's prices; the value is their number.</summary>
    [JsonStringEnumMemberName("frozen_cluster")]
    FrozenCluster,

    /// <summary>
    /// The bar has the prices of another session of the same symbol; the value is how many sessions later (negative: earlier) that one lies.
    /// </summary>
    [JsonStringEnumMemberName("echoed_bar")]
    EchoedBar,

    /// <summary>A return from close to close that neither the day's median return nor an action explains; the value is the return.</summary>
    [JsonStringEnumMemberName("jump")]
    Jump,

    /// <summary>A jump, at the open already, by the ratio of a usual split, without an action; the value is the ratio, shares after for one before.</summary>
    [JsonStringEnumMemberName("split_like")]
    SplitLike,

    /// <summary>The close moved far, against the market and what is usual for the symbol, and the next open took it back; the value is the return.</summary>
    [JsonStringEnumMemberName("reverting_close")]
    RevertingClose,

    /// <summary>High and low lie implausibly far apart; the value is high ÷ low − 1.</summary>
    [JsonStringEnumMemberName("absurd_range")]
    AbsurdRange,

    /// <summary>Over a dozen rows the closes fit the opens before them, as where dates were reversed; the value is how much better, under 1. Said once a stretch.</summary>
    [JsonStringEnumMemberName("backward_bars")]
    BackwardBars,

    /// <summary>The volume is zero.</summary>
    [JsonStringEnumMemberName("zero_volume")]
    ZeroVolume,

    /// <summary>The volume is a large multiple, or a small part, of what is usual for the symbol; the value is the multiple.</summary>
    [JsonStringEnumMemberName("volume_break")]
    VolumeBreak,

    /// <summary>The exchange's calendar has a session that no symbol has a row of.</summary>
    [JsonStringEnumMemberName("absent_session")]
    AbsentSession,

    /// <summary>Many of the symbols that traded just before have no clean row on that date; the value is the share that has.</summary>
    [JsonStringEnumMemberName("low_date_coverage")]
    LowDateCoverage,

    /// <summary>The close differs from that of a second source by more than is tolerated; the value is the ratio of the closes − 1.</summary>
    [JsonStringEnumMemberName("contradicted_close")]
    ContradictedClose,

    /// <summary>The data end too many sessions before the instant they are judged for; the value is how many.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>Dates outside the years of the exchange's calendar, of which nothing says whether they are sessions and which are missing; the value is their number.</summary>
    [JsonStringEnumMemberName("outside_calendar")]
    OutsideCalendar,

    /// <summary>Every symbol exists to the end, so those that left the market are probably missing: survivorship bias is not controlled.</summary>
    [JsonStringEnumMemberName("survivorship_bias_not_controlled")]
    SurvivorshipBiasNotControlled,

    /// <summary>Bars of closes alone: a trade cannot be filled at an open, only at the close; the value is their number.</summary>
    [JsonStringEnumMemberName("closes_alone")]
    ClosesAlone,

    /// <summary>Whole prices without a volume, of a symbol that never had one: how much can be traded is not known. Said once of a symbol, where it begins.</summary>
    [JsonStringEnumMemberName("volume_unknown")]
    VolumeUnknown,

    /// <summary>A corporate action explains the jump; the value is the return without it.</summary>
    [JsonStringEnumMemberName("explained_jump")]
    ExplainedJump,

    /// <summary>The close differs noticeably, but within what is tolerated, from that of a second source; the value is the ratio − 1.</summary>
    [JsonStringEnumMemberName("different_close")]
    DifferentClose,

    /// <summary>From that date on the closes of two sources stand in another, lasting ratio: one of them adjusts for what the other does not; the value is the step − 1.</summary>
    [JsonStringEnumMemberName("level_step")]
    LevelStep,

    /// <summary>The high or low of one or two symbols alone lies far from open and close; the value is its distance as a fraction, negative for a low.</summary>
    [JsonStringEnumMemberName("lone_shadow")]
    LoneShadow,

    /// <summary>A volume so low that hardly anything traded, of a symbol that usually trades more, or of which nothing is known yet; the value is the volume.</summary>
    [JsonStringEnumMemberName("low_volume")]
    LowVolume,

    /// <summary>A close alone repeats the one before it; the value is the close.</summary>
    [JsonStringEnumMemberName("unchanged_close")]
    UnchangedClose,

    /// <summary>Open, high, low and close are one number.</summary>
    [JsonStringEnumMemberName("flat_bar")]
    FlatBar,

    /// <summary>The symbol's first row lies after the first session; the value is how many sessions.</summary>
    [JsonStringEnumMemberName("late_start")]
    LateStart,

    /// <summary>After that date the symbol has no row for longer than the gate waits.</summary>
    [JsonStringEnumMemberName("ends_early")]
    EndsEarly,

    /// <summary>The file has no dividends: returns are price returns.</summary>
    [JsonStringEnumMemberName("price_returns_only")]
    PriceReturnsOnly,
}
