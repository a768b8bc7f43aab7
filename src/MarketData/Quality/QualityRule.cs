using System.Text.Json.Serialization;

namespace Assay.MarketData.Quality;

/// <summary>
/// What a finding is about. The rules up to <see cref="ShortHistory"/> quarantine a row and look at the row and the past only, so that
/// cleaning never uses what a decision could not have known (short history: see <see cref="QualityOptions.MinimumSymbolRows"/>).
/// The others warn and leave the row in.
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

    /// <summary>A return from close to close that the day's median return does not explain; the value is the return.</summary>
    [JsonStringEnumMemberName("jump")]
    Jump,

    /// <summary>The volume is zero.</summary>
    [JsonStringEnumMemberName("zero_volume")]
    ZeroVolume,

    /// <summary>Every symbol exists to the end, so those that left the market are probably missing: survivorship bias is not controlled.</summary>
    [JsonStringEnumMemberName("survivorship_bias_not_controlled")]
    SurvivorshipBiasNotControlled,

    /// <summary>The file has no dividends: returns are price returns.</summary>
    [JsonStringEnumMemberName("price_returns_only")]
    PriceReturnsOnly,
}
