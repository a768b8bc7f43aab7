using FluentValidation;

namespace Assay.MarketData.Incremental;

/// <summary>Ranges of <see cref="FetchOptions"/>.</summary>
public sealed class FetchOptionsValidator : AbstractValidator<FetchOptions>
{
    private const int MostYears = 40;
    private const int MostSessions = 260;
    private const int MostDays = 3660;
    private const int MostKeys = 1000;

    public FetchOptionsValidator()
    {
        RuleFor(options => options.FirstYears).InclusiveBetween(1, MostYears);
        RuleFor(options => options.RestatementSessions).InclusiveBetween(0, MostSessions);
        RuleFor(options => options.RevisionDays).InclusiveBetween(0, MostDays);
        RuleFor(options => options.JoinSessions).InclusiveBetween(0, MostSessions);
        RuleFor(options => options.EndsEarlySessions).InclusiveBetween(1, MostSessions);
        RuleFor(options => options.EndsEarlyAgainSessions).InclusiveBetween(1, MostSessions);
        RuleFor(options => options.BatchKeys).InclusiveBetween(1, MostKeys);
    }
}
