using Assay.MarketData.Import;
using Assay.MarketData.Quality;
using Assay.MarketData.Synthetic;
using Assay.MarketData.Universe;
using FluentValidation;

namespace Assay.MarketData;

/// <summary>Checks every section, and that no decision can depend on a symbol that the gate drops for its short history.</summary>
public sealed class MarketConfigurationValidator : AbstractValidator<MarketConfiguration>
{
    public MarketConfigurationValidator()
    {
        RuleFor(configuration => configuration.Import).SetValidator(new ImportOptionsValidator());
        RuleFor(configuration => configuration.Quality).SetValidator(new QualityOptionsValidator());
        RuleFor(configuration => configuration.Universe).SetValidator(new UniverseOptionsValidator());
        RuleFor(configuration => configuration.Synthetic).SetValidator(new SyntheticOptionsValidator());
        RuleFor(configuration => configuration.Lifelike).SetValidator(new SyntheticOptionsValidator());
        RuleFor(configuration => configuration.Quality.MinimumSymbolRows)
            .LessThanOrEqualTo(configuration => configuration.Universe.MinimumHistorySessions)
            .WithMessage("minimum_symbol_rows must not exceed universe.minimum_history_sessions, or the gate would look ahead");
    }
}
