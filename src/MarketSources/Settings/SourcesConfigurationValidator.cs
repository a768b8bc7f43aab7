using Assay.Domain;
using Assay.MarketData.Incremental;
using Assay.MarketSources.Vendors;
using FluentValidation;

namespace Assay.MarketSources.Settings;

/// <summary>Checks forms and ranges, and that every order names sources that exist and offer the dataset.</summary>
public sealed class SourcesConfigurationValidator : AbstractValidator<SourcesConfiguration>
{
    private const int MostQuota = 100_000;
    private const int LongestDelayMinutes = 4 * 24 * 60;
    private const int LongestTimeoutSeconds = 600;
    private const int LongestWaitSeconds = 3600;
    private const int MostRetries = 6;
    private const int MostMebibytes = 1024;
    private const int MostPages = 10_000;
    private const int MostSessions = 20;
    private const int MostStaleMinutes = 7 * 24 * 60;
    private const int MostKnownAfterHours = 24 * 90;
    private const double MostTolerance = 0.5;
    private static readonly string[] Windows = ["minute", "hour", "day"];

    public SourcesConfigurationValidator()
    {
        RuleForEach(configuration => configuration.Sources).ChildRules(CheckSource);
        RuleFor(configuration => configuration.Sources)
            .Must(sources => sources.DistinctBy(source => source.Name).Count() == sources.Count).WithMessage("must name each source once");
        RuleFor(configuration => configuration).Custom(CheckOrders);
        RuleFor(configuration => configuration.Requests).ChildRules(requests =>
        {
            requests.RuleFor(options => options.TimeoutSeconds).InclusiveBetween(1, LongestTimeoutSeconds);
            requests.RuleFor(options => options.LongestWaitSeconds).InclusiveBetween(0, LongestWaitSeconds);
            requests.RuleFor(options => options.LargestBodyMebibytes).InclusiveBetween(1, MostMebibytes);
            requests.RuleFor(options => options.MostPages).InclusiveBetween(1, MostPages);
            requests.RuleFor(options => options.UserAgent).NotEmpty();
            requests.RuleFor(options => options.RetryDelaysSeconds)
                .Must(delays => delays.Count <= MostRetries && delays.All(delay => delay is >= 0 and <= LongestWaitSeconds))
                .WithMessage($"must be at most {MostRetries} numbers from 0 to {LongestWaitSeconds}");
        });
        RuleFor(configuration => configuration.Breaker.Failures).InclusiveBetween(1, MostRetries * MostSessions);
        RuleFor(configuration => configuration.Breaker.OpenMinutes).InclusiveBetween(1, 24 * 60);
        RuleFor(configuration => configuration.Reconciliation.Sources).InclusiveBetween(1, 3);
        RuleFor(configuration => configuration.Reconciliation.Tolerance).InclusiveBetween(0, MostTolerance);
        RuleFor(configuration => configuration.Reconciliation.MissingSessions).InclusiveBetween(0, MostSessions);
        RuleFor(configuration => configuration.Reconciliation.StaleSessions).InclusiveBetween(0, MostSessions);
        RuleFor(configuration => configuration.Quotes.StaleMinutes).InclusiveBetween(1, MostStaleMinutes);
        RuleForEach(configuration => configuration.SentimentWeights).ChildRules(weights =>
        {
            weights.RuleFor(entry => entry.Weight).GreaterThan(0).LessThanOrEqualTo(1);
        });
        RuleFor(configuration => configuration.SentimentWeights)
            .Must((configuration, weights) => weights.Count == 0 || weights.Select(entry => entry.Source).Order(StringComparer.Ordinal).SequenceEqual(configuration.Failover.Sentiment.Order(StringComparer.Ordinal)))
            .WithMessage("must be empty, or weigh each source of failover.sentiment once");
        RuleForEach(configuration => configuration.Series).ChildRules(series =>
        {
            series.RuleFor(options => options.Name).NotEmpty();
            series.RuleFor(options => options.KnownAfterHours).InclusiveBetween(0, MostKnownAfterHours);
        });
        RuleFor(configuration => configuration.Series)
            .Must(series => series.DistinctBy(entry => entry.Name).Count() == series.Count).WithMessage("must name each series once");
        RuleFor(configuration => configuration.Fetch).SetValidator(new FetchOptionsValidator());
    }

    private static void CheckSource(InlineValidator<SourceOptions> source)
    {
        source.RuleFor(options => options.Name).Must(VendorProtocols.Names.Contains)
            .WithMessage($"must be one of {string.Join(", ", VendorProtocols.Names)}");
        source.RuleFor(options => options.BaseUrl)
            .Must(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsSafe(uri))
            .WithMessage("must be an address of the form https://host without user, query or fragment (http only for this machine)");
        source.RuleFor(options => options.DelayMinutes).InclusiveBetween(0, LongestDelayMinutes);
        source.RuleForEach(options => options.Quotas).ChildRules(quota =>
        {
            quota.RuleFor(options => options.Requests).InclusiveBetween(1, MostQuota);
            quota.RuleFor(options => options.Window).Must(Windows.Contains).WithMessage($"must be one of {string.Join(", ", Windows)}");
        });
        source.RuleFor(options => options.Quotas)
            .Must(quotas => quotas.DistinctBy(quota => quota.Window).Count() == quotas.Count).WithMessage("must name each window once");
        source.RuleFor(options => options.QuotasFrom).NotEmpty();
        source.RuleFor(options => options.QuotasDate)
            .Must(text => TradingDate.TryParse(text, out _)).WithMessage("must be a date of the form yyyy-MM-dd");
        source.RuleFor(options => options.Key)
            .Must(key => key is null || (key.Variable.Length > 0 && key.Variable.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')))
            .WithMessage("must name an environment variable, of letters, digits and underscores");
    }

    private static void CheckOrders(SourcesConfiguration configuration, ValidationContext<SourcesConfiguration> context)
    {
        foreach (var dataset in Enum.GetValues<SourceDataset>())
        {
            CheckOrder(configuration, context, $"Failover.{dataset}", configuration.Failover.Of(dataset), name => VendorProtocols.Offers(name).Contains(dataset));
        }

        CheckOrder(configuration, context, "Failover.Quotes", configuration.Failover.Quotes, VendorProtocols.OffersQuotes);
    }

    private static void CheckOrder(
        SourcesConfiguration configuration, ValidationContext<SourcesConfiguration> context, string place, IReadOnlyList<string> order, Func<string, bool> offers)
    {
        foreach (var name in order)
        {
            if (configuration.Sources.All(source => source.Name != name))
            {
                context.AddFailure(place, $"names '{name}', which is not among the sources");
            }
            else if (VendorProtocols.Names.Contains(name) && !offers(name))
            {
                context.AddFailure(place, $"names '{name}', which does not offer it");
            }
        }

        if (order.Distinct(StringComparer.Ordinal).Count() != order.Count)
        {
            context.AddFailure(place, "names a source twice");
        }
    }

    /// <summary>A key must not travel in the clear.</summary>
    private static bool IsSafe(Uri uri) => uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
