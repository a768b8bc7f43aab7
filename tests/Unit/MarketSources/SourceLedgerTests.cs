using Assay.MarketSources;
using Assay.MarketSources.Settings;
using Assay.MarketSources.State;

namespace Assay.Tests.Unit.MarketSources;

/// <summary>Tokens and breaker as arithmetic.</summary>
public sealed class SourceLedgerTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 12, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Admit_SeededRequests_NeverExceedTheQuotaInAnyWindow()
    {
        var limits = Limits((5, "minute"), (40, "hour"));
        var random = new Random(20240112);
        var state = SourceState.Fresh("x");
        var admitted = new List<DateTimeOffset>();
        var now = Start;
        for (var request = 0; request < 3000; request++)
        {
            now = now.AddSeconds(random.Next(0, 40));
            (state, var admission) = SourceLedger.Admit(state, limits, now, holdsProbe: false);
            if (admission.Refusal is null)
            {
                admitted.Add(now);
            }
        }

        admitted.Count.ShouldBeGreaterThan(400);
        foreach (var (count, span) in new[] { (5, TimeSpan.FromMinutes(1)), (40, TimeSpan.FromHours(1)) })
        {
            for (var first = 0; first + count < admitted.Count; first++)
            {
                (admitted[first + count] - admitted[first]).ShouldBeGreaterThanOrEqualTo(span);
            }
        }
    }

    [Fact]
    public void Admit_Refused_SaysWhenTheTokenIsBackAndThenItIs()
    {
        var limits = Limits((2, "minute"));
        var (state, _) = SourceLedger.Admit(SourceState.Fresh("x"), limits, Start, holdsProbe: false);
        (state, _) = SourceLedger.Admit(state, limits, Start.AddSeconds(30), holdsProbe: false);

        (state, var refused) = SourceLedger.Admit(state, limits, Start.AddSeconds(40), holdsProbe: false);

        refused.Refusal.ShouldBe(SourceFailureKind.QuotaUsedUp);
        refused.RetryAt.ShouldBe(Start.AddSeconds(61));
        (state, var early) = SourceLedger.Admit(state, limits, Start.AddSeconds(60.9), holdsProbe: false);
        early.Refusal.ShouldBe(SourceFailureKind.QuotaUsedUp);
        SourceLedger.Admit(state, limits, Start.AddSeconds(61), holdsProbe: false).Admission.Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-3600)]
    [InlineData(-23 * 3600)]
    public void Admit_ClockJumpsBackAndForth_GivesNothing(int seconds)
    {
        var limits = Limits((2, "minute"), (3, "day"));
        var (state, _) = SourceLedger.Admit(SourceState.Fresh("x"), limits, Start, holdsProbe: false);
        (state, _) = SourceLedger.Admit(state, limits, Start, holdsProbe: false);

        (state, var back) = SourceLedger.Admit(state, limits, Start.AddSeconds(seconds), holdsProbe: false);
        (state, var forth) = SourceLedger.Admit(state, limits, Start.AddSeconds(30), holdsProbe: false);

        back.Refusal.ShouldBe(SourceFailureKind.QuotaUsedUp);
        forth.Refusal.ShouldBe(SourceFailureKind.QuotaUsedUp);
        SourceLedger.Admit(state, limits, Start.AddSeconds(62), holdsProbe: false).Admission.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Admit_ClockHadBeenAYearAhead_IsShutForOneWindowOnly()
    {
        var limits = Limits((1, "hour"));
        var (state, _) = SourceLedger.Admit(SourceState.Fresh("x"), limits, Start.AddYears(1), holdsProbe: false);

        (state, var refused) = SourceLedger.Admit(state, limits, Start, holdsProbe: false);

        refused.Refusal.ShouldBe(SourceFailureKind.QuotaUsedUp);
        refused.RetryAt!.Value.ShouldBeLessThanOrEqualTo(Start.AddMinutes(62));
        SourceLedger.Admit(state, limits, Start.AddMinutes(62), holdsProbe: false).Admission.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Admit_ProbeOfAKilledWorker_IsGivenUpAfterItsLease()
    {
        var limits = Limits();
        var state = SourceState.Fresh("x");
        for (var failure = 0; failure < 5; failure++)
        {
            state = SourceLedger.Failed(state, limits, Start, new MarketSourceException(SourceFailureKind.ServerFault, "x", "down; wait"));
        }

        var later = Start.AddMinutes(30);
        (state, var probe) = SourceLedger.Admit(state, limits, later, holdsProbe: false);
        (state, var second) = SourceLedger.Admit(state, limits, later.AddSeconds(1), holdsProbe: false);

        probe.ShouldBe(new Admission(null, null, IsProbe: true));
        second.Refusal.ShouldBe(SourceFailureKind.BreakerOpen);
        second.RetryAt.ShouldBe(later + limits.ProbeLease);
        SourceLedger.Admit(state, limits, later + limits.ProbeLease, holdsProbe: false).Admission.IsProbe.ShouldBeTrue();
    }

    private static SourceLimits Limits(params (int Requests, string Window)[] quotas) => new(
        [.. quotas.Select(quota => new QuotaOptions { Requests = quota.Requests, Window = quota.Window })], 5, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(4));
}
