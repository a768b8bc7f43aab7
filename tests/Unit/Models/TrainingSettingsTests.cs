using System.Text;
using Assay.Artifacts.Json;
using Assay.Configuration;
using Assay.Domain;
using Assay.Models.Splits;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

public sealed class TrainingSettingsTests
{
    private static readonly TrainingSettings Sound = new()
    {
        Threads = 2,
        Seed = 1,
        Candidates =
        [
            Candidates.Of("xgboost"),
            Candidates.Of("lightgbm"),
            new CandidateSpec { Name = "blend", Kind = BlendedModel.BlendKind, Members = ["xgboost", "lightgbm"] },
        ],
    };

    [Fact]
    public void Read_ShippedFile_Binds()
    {
        var folder = new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config"));

        var settings = folder.Read(TrainingSettings.FileName, new TrainingSettingsValidator());

        settings.Candidates.Select(candidate => candidate.Kind)
            .ShouldBe(["xgboost", "lightgbm", "random_forest", BlendedModel.BlendKind, "fast_tree", "fast_forest", "ridge"]);
        settings.Candidates[1].Settings["leaves"].ShouldBe(31);
        settings.CandidatesOf(WalkForwardProfile.Quick).Select(candidate => candidate.Name).ShouldBe(["xgboost", "lightgbm", "random_forest", "ensemble"]);
        settings.CandidatesOf(WalkForwardProfile.Full).ShouldBe(settings.Candidates);
    }

    [Fact]
    public void CandidatesOf_NoQuickList_IsAll() => Sound.CandidatesOf(WalkForwardProfile.Quick).ShouldBe(Sound.Candidates);

    [Fact]
    public void Validate_SoundSettings_HasNoFault() => new TrainingSettingsValidator().Validate(Sound).IsValid.ShouldBeTrue();

    [Fact]
    public void Validate_SeveralFaults_ListsEachOne()
    {
        var faulty = Sound with
        {
            Threads = 0,
            Seed = -1,
            Candidates =
            [
                Candidates.Of("xgboost") with { Name = "Bad Name" },
                Candidates.Of("ridge", ("l2_penalty", 0), ("leaves", 3)),
                Candidates.Of("lightgbm").With("leaves", 1.5),
                Candidates.Of("fast_forest").With("bagging_fraction", 1),
                Candidates.Of("ridge") with { Name = "new", Kind = "perceptron" },
            ],
        };

        var faults = new TrainingSettingsValidator().Validate(faulty).Errors;

        faults.Select(fault => $"{fault.PropertyName} {fault.ErrorMessage}").Skip(2).ShouldBe(
        [
            "Candidates[0].Name use lowercase letters, digits and underscores",
            "Candidates[1].ridge.l2_penalty must be above 0, not 0",
            "Candidates[1].ridge.leaves is unknown",
            "Candidates[2].lightgbm.leaves must be a whole number from 2 to 1024, not 1.5",
            "Candidates[3].fast_forest.bagging_fraction must be above 0 and below 1, not 1",
            "Candidates[4].Kind must be xgboost, lightgbm, random_forest, fast_tree, fast_forest, ridge or blend",
        ]);
        faults.Select(fault => fault.PropertyName).Take(2).ShouldBe(["Threads", "Seed"]);
    }

    [Theory]
    [InlineData("xgboost", "later", "which no earlier candidate is called")]
    [InlineData("xgboost", "blend", "which is a blend itself")]
    public void Validate_UnusableMember_IsNamed(string first, string second, string words)
    {
        var faulty = Sound with
        {
            Candidates = [.. Sound.Candidates, new CandidateSpec { Name = "twice", Kind = BlendedModel.BlendKind, Members = [first, second] }],
        };

        new TrainingSettingsValidator().Validate(faulty).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain(words);
    }

    [Fact]
    public void Validate_NameTwice_IsNamed()
    {
        var faulty = Sound with { Candidates = [Candidates.Of("lightgbm"), Candidates.Of("lightgbm")] };

        new TrainingSettingsValidator().Validate(faulty).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain("'lightgbm' stands twice");
    }

    [Theory]
    [InlineData("names no candidate that is trained")]
    [InlineData("names 'forest', which no candidate is called", "xgboost", "forest")]
    [InlineData("names 'blend', but not its member 'lightgbm'", "xgboost", "blend")]
    public void Validate_UnusableQuickList_IsNamed(string words, params string[] names)
    {
        var fault = new TrainingSettingsValidator().Validate(Sound with { QuickCandidates = names }).Errors.ShouldHaveSingleItem();

        fault.PropertyName.ShouldBe("QuickCandidates");
        fault.ErrorMessage.ShouldBe(words);
    }

    /// <summary>The text is what the version before learners were a catalogue wrote, and what the digests of its releases were taken of.</summary>
    [Fact]
    public void Serialize_CandidatesOfEarlierReleases_HaveTheFormOfThen()
    {
        const string form = """{"kind":"random_forest","lightgbm":null,"members":null,"name":"random_forest","random_forest":{"bagging_fraction":0.6,"feature_fraction":0.5,"leaves":31,"max_bins":63,"min_rows_per_leaf":5,"trees":30},"xgboost":null}""";
        const string blend = """{"kind":"blend","lightgbm":null,"members":["xgboost","lightgbm"],"name":"blend","random_forest":null,"xgboost":null}""";

        Encoding.UTF8.GetString(CanonicalJson.Serialize(Candidates.Of("random_forest"))).ShouldBe(form);
        Encoding.UTF8.GetString(CanonicalJson.Serialize(Sound.Candidates[2])).ShouldBe(blend);
    }

    /// <summary>Digests in metrics.json of a run of the version before, whose configuration had these four candidates.</summary>
    [Theory]
    [InlineData("xgboost", "1a1a119dfcf7b60865a6905e57e54f67242f9184130106d57500002c2563339b")]
    [InlineData("lightgbm", "c1659e4c40388a67e72e3f09fa83dc2c82405db304d5286ce3db20032c0e2a9c")]
    [InlineData("random_forest", "6662693bda3e6847d0e77c1aba14b57ca21c96665b143dd71a87e2bf7725bd89")]
    [InlineData("ensemble", "e6fe26f793c6957e99ccefa963e27de95ab460136dab24832ee520498c605839")]
    public void Serialize_ShippedCandidate_HasTheDigestOfEarlierReleases(string name, string digest)
    {
        var settings = new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config")).Read(TrainingSettings.FileName, new TrainingSettingsValidator());
        var spec = settings.Candidates.Single(candidate => candidate.Name == name);
        var members = (spec.Members ?? [name]).Select(member => settings.Candidates.Single(candidate => candidate.Name == member));

        Digest.OfBytes(CanonicalJson.Serialize(new { spec, members, settings.Seed, settings.Threads })).ToString().ShouldBe(digest);
    }

    [Fact]
    public void Serialize_SettingsWithoutQuickList_ReadBackTheSame()
    {
        var bytes = CanonicalJson.Serialize(Sound);
        var read = CanonicalJson.Deserialize<TrainingSettings>(bytes);

        CanonicalJson.Serialize(read).ShouldBe(bytes);
        Encoding.UTF8.GetString(bytes).ShouldNotContain("quick_candidates");
        read.Candidates[0].Settings.ShouldBe(Sound.Candidates[0].Settings, ignoreOrder: true);
    }
}
