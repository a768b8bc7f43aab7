using System.Globalization;
using System.Text.RegularExpressions;
using Assay.Domain;
using Assay.MarketData;
using Assay.MarketData.Calendars;
using Assay.MarketData.Import;
using Assay.MarketData.PointInTime;
using Assay.MarketData.Quality;
using Assay.Numerics.Randomness;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.MarketData.Corruptions;

/// <summary>
/// A clean file, damaged in stated ways at places that a seed chooses: each damage is found, at its place, and nothing crashes. What cannot be found
/// is listed, and tried too.
/// </summary>
public sealed partial class CorruptionTests
{
    private const int SeedsPerClass = 8;
    private static readonly CleanFile File = new();
    private static readonly Dictionary<string, Func<SeededStream, Damage>> Classes = DamageClasses.All(File);
    private static readonly Dictionary<string, Func<SeededStream, Damage>> Unseen = DamageClasses.Unseen(File);

    private static readonly HashSet<string> Clean = [.. Findings(CleanFile.Bytes(File.Lines()), isCompressed: false).Select(KeyOf)];

    public static TheoryData<string> UnseenNames => [.. Unseen.Keys];

    public static TheoryData<string> ClassNames => [.. Classes.Keys];

    [Fact]
    public void Classes_WithTheirSeeds_AreAtLeastTwoHundred() => (Classes.Count * SeedsPerClass).ShouldBeGreaterThanOrEqualTo(200);

    [Theory]
    [MemberData(nameof(ClassNames))]
    public void Inspect_DamagedFile_IsFoundAtItsPlace(string name)
    {
        var missed = new List<string>();
        for (var seed = 1UL; seed <= SeedsPerClass; seed++)
        {
            var damage = Classes[name](SeededStream.Derive(seed, name));
            if (!IsFound(damage, out var how))
            {
                missed.Add($"seed {seed}, {damage.What}: {how}");
            }
        }

        missed.ShouldBeEmpty();
    }

    /// <summary>Not a wish but a statement of what the gate is: where one of these is found some day, it moves to the classes above.</summary>
    [Theory]
    [MemberData(nameof(UnseenNames))]
    public void Inspect_DamageThatNoRuleCanSee_IsNotFound(string name) => Enumerable.Range(1, SeedsPerClass)
        .Select(seed => Unseen[name](SeededStream.Derive((ulong)seed, name)))
        .Count(damage => IsFound(damage, out _))
        .ShouldBeLessThanOrEqualTo(SeedsPerClass / 4);

    private static bool IsFound(Damage damage, out string how)
    {
        try
        {
            var fresh = Findings(damage.Bytes, damage.IsCompressed).Where(finding => !Clean.Contains(KeyOf(finding))).ToArray();
            how = fresh.Length == 0
                ? "nothing was found"
                : $"{fresh.Length} findings, the first {fresh[0].Rule} {fresh[0].Symbol} {fresh[0].Date}, none at its place";
            return fresh.Any(finding => damage.Place.Holds(finding.Date, finding.Symbol) || damage.Place.Holds(EchoOf(finding), finding.Symbol));
        }
        catch (MarketDataException refusal)
        {
            how = refusal.Message;
            return refusal.Message.Contains("bars.csv", StringComparison.Ordinal)
                && (damage.Place.Lines is not { } lines || LineIn(refusal.Message) is { } line && line >= lines.First && line <= lines.Last);
        }
    }

    /// <summary>The other of two sessions with the same prices: the finding names both, for nothing tells which of them is right.</summary>
    private static TradingDate? EchoOf(QualityFinding finding) =>
        finding is { Rule: QualityRule.EchoedBar, Date: { } date, Value: { } sessions } ? ExchangeCalendars.Nyse.Add(date, (int)sessions) : finding.Date;

    /// <summary>Without the line, which moves where rows before it come or go.</summary>
    private static string KeyOf(QualityFinding finding) =>
        string.Create(CultureInfo.InvariantCulture, $"{finding.Rule} {finding.Symbol} {finding.Date} {finding.Value}");

    private static IReadOnlyList<QualityFinding> Findings(byte[] bytes, bool isCompressed)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(isCompressed ? "bars.csv.gz" : "bars.csv");
        System.IO.File.WriteAllBytes(path, bytes);
        var configuration = MarketSamples.Shipped();
        var rules = new ImportRules { Kind = ImportKind.Bars, Source = "file:bars.csv" };
        var read = MarketImport.Read(path, rules, configuration.Import, ExchangeCalendars.Nyse);
        return QualityGate.Inspect(
            ObservedBars.ToRaw(read.Tables.Single()),
            configuration.Quality with { MaximumFindingsPerRule = 100_000 },
            QualityContext.None with { Calendar = ExchangeCalendars.Nyse }).Report.Findings;
    }

    private static long? LineIn(string message) => LineNumber().Match(message) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("line ([0-9]+)")]
    private static partial Regex LineNumber();
}
