using System.Globalization;
using Assay.Activities.Contracts.Release;
using Assay.Live;
using Assay.Live.Health;
using Assay.Live.Positions;
using Assay.Live.Records;
using Assay.Models.Evaluation;

namespace Assay.Activities.Live;

/// <summary>What a day leaves for machines and auditors.</summary>
internal static class DailyRecords
{
    public static ReleaseRecord Of(ActiveRelease release, ReleasedScores scores) => new(
        release.Version,
        release.Channel,
        release.Candidate,
        release.Optimizer,
        release.Onnx.Sha256,
        scores.IsSynthetic);

    public static SignalRecord Signals(SessionData data, ActiveRelease release, ReleasedScores scores) => new()
    {
        Date = data.Date.ToString(),
        Release = Of(release, scores),
        Signals = scores.ToSignals(),
    };

    public static MonitoringRecord Monitoring(
        SessionData data, ActiveRelease release, ReleasedScores scores, DailyDecision decision, ModelHealthOptions options)
    {
        var model = Model(data, release, scores, decision, options);
        return new MonitoringRecord
        {
            Date = data.Date.ToString(),
            Release = Of(release, scores),
            Model = model,
            Decision = decision.Record,
            Portfolio = new PortfolioRecord(
                (double)decimal.Round(decision.Value, 2),
                (double)decimal.Round(data.Positions.Cash, 2),
                data.Positions.Shares.Count,
                decision.Plan.Trades.Count,
                decision.Plan.Turnover,
                (double)decision.Plan.Cost),
            KillSwitch = decision.KillSwitch,
            Violations = decision.Violations,
            WithheldTrades = decision.WithheldTrades,
            LeftForLater = decision.Plan.LeftForLater,
            Warnings = [.. decision.Warnings, .. Warnings(data, scores, model, options)],
        };
    }

    public static PerformanceDay Day(SessionData data, ActiveRelease release, DailyDecision decision) => new(
        data.Date,
        decimal.Round(decision.Value, 2),
        decision.DailyReturn,
        decision.Plan.Turnover,
        decision.Record.Regime,
        decision.Plan.Trades.Count,
        decision.Plan.PutOff,
        release.Version);

    private static ModelRecord Model(
        SessionData data, ActiveRelease release, ReleasedScores scores, DailyDecision decision, ModelHealthOptions options)
    {
        var members = 0;
        for (var symbol = 0; symbol < data.Market.Axis.SymbolCount; symbol++)
        {
            members += data.Universe.IsMember(data.Session, symbol) ? 1 : 0;
        }

        var realised = scores.Realised();
        return new ModelRecord
        {
            Members = members,
            Scored = scores.OfSession.Length,
            CoverageFraction = members == 0 ? null : (double)scores.OfSession.Length / members,
            Eligible = decision.Eligible,
            Scores = ScoreDistribution.Of(scores.OfSession),
            FittedThrough = scores.FittedThrough.ToString(),
            ReleasedInformationCoefficient = release.MeanInformationCoefficient,
            Health = ModelHealth.Judge([.. realised.Select(session => session.Spearman)], options),
            Realised = [.. realised.TakeLast(options.Sessions).Select(Of)],
        };
    }

    private static RealisedCoefficient Of(SessionCorrelation session) => new(
        session.Date.ToString(),
        session.Spearman,
        double.IsFinite(session.SpearmanPValue) ? session.SpearmanPValue : null,
        session.Count);

    private static IEnumerable<string> Warnings(SessionData data, ReleasedScores scores, ModelRecord model, ModelHealthOptions options)
    {
        if (scores.FittedThrough > data.Date)
        {
            yield return $"The model was fitted on data through {scores.FittedThrough}, after this session: this is a replay, not a forecast.";
        }

        if (model.CoverageFraction is not { } coverage || coverage < options.MinCoverageFraction)
        {
            yield return Text($"The model scored {model.Scored} of {model.Members} members of the universe, under {options.MinCoverageFraction:p0}.");
        }

        if (model.Scores is { Distinct: 1, Count: > 1 })
        {
            yield return "The model gives every name the same score.";
        }

        if (model.Health.Status == ModelHealthStatus.Degraded)
        {
            yield return Text($"Review the model: its mean rank information coefficient over {model.Health.Sessions} sessions is {model.Health.MeanInformationCoefficient:f3}, under {options.MinInformationCoefficient:f3}, and {model.Health.BelowFraction:p0} of the sessions are under it.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
