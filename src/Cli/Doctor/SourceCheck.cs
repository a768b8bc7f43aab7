using Assay.Cli.Hosting;
using Assay.MarketSources;

namespace Assay.Cli.Doctor;

/// <summary>Whether market data can be fetched: of each kind a source that has a key, rests from no failure and has quota left.</summary>
internal sealed class SourceCheck : IDoctorCheck
{
    public string Item => "sources";

    public Task<IReadOnlyList<Finding>> LookAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var configuration = Checkout.Sources();
        var now = context.Time.GetUtcNow();
        var views = SourceView.All(configuration, context.Home?.Path ?? Checkout.Folder, now).ToDictionary(view => view.Health.Source, StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var dataset in Enum.GetValues<SourceDataset>())
        {
            SourceView[] order = [.. configuration.Failover.Of(dataset).Select(name => views[name])];
            if (order.Length > 0)
            {
                findings.Add(Of(dataset.ToString().ToLowerInvariant(), order));
            }
        }

        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    /// <summary>Bars are what nothing goes without; whoever wants the others sees what they take.</summary>
    internal static Finding Of(string dataset, IReadOnlyList<SourceView> order)
    {
        var item = $"sources of {dataset}";
        string[] ready = [.. order.Where(view => view.IsReady).Select(view => view.Health.Source)];
        string[] others = [.. order.Where(view => !view.IsReady).Select(view => $"{view.Health.Source} {Why(view)}")];
        if (ready.Length > 0)
        {
            return Finding.Ok(item, $"{string.Join(", ", ready)}{(others.Length == 0 ? string.Empty : $"; {string.Join("; ", others)}")}");
        }

        // What rests or waits for quota comes back by itself; a key does not.
        var detail = $"{string.Join("; ", others)} ('assay data sources' says more)";
        return dataset == "bars" && order.All(view => view.KeyProblem is not null) ? Finding.Missing(item, detail) : Finding.Later(item, detail);
    }

    private static string Why(SourceView view) => view.KeyProblem is not null ? "has no key"
        : view.Health is { Breaker: "open", BreakerOpenUntil: { } until } ? $"failed and rests until {SourceWords.Instant(until)}"
        : view.Health.NotBefore is { } before ? $"asked us to wait until {SourceWords.Instant(before)}"
        : view.Health.Breaker == "half_open" ? "failed and may be probed"
        : $"has no quota left ({string.Join(", ", view.Health.Quotas.Select(SourceWords.Of))})";
}
