using Assay.Configuration;
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
            Candidates.Xgboost,
            Candidates.Lightgbm,
            new CandidateSpec { Name = "blend", Kind = CandidateKind.Blend, Members = ["xgboost", "lightgbm"] },
        ],
    };

    [Fact]
    public void Read_ShippedFile_Binds()
    {
        var folder = new ConfigurationFolder(Path.Combine(SharedData.FindCheckout()!, "config"));

        var settings = folder.Read(TrainingSettings.FileName, new TrainingSettingsValidator());

        settings.Candidates.Select(candidate => candidate.Kind)
            .ShouldBe([CandidateKind.Xgboost, CandidateKind.Lightgbm, CandidateKind.RandomForest, CandidateKind.Blend]);
        settings.Candidates[1].Lightgbm.ShouldNotBeNull().Leaves.ShouldBe(31);
    }

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
                Candidates.Xgboost with { Name = "Bad Name" },
                Candidates.Xgboost with { Lightgbm = Candidates.Lightgbm.Lightgbm },
                Candidates.Lightgbm with { Lightgbm = Candidates.Lightgbm.Lightgbm! with { Leaves = 1 } },
            ],
        };

        var faults = new TrainingSettingsValidator().Validate(faulty).Errors;

        faults.Select(fault => fault.PropertyName).ShouldBe(
            ["Threads", "Seed", "Candidates[0].Name", "Candidates[1].Lightgbm", "Candidates[2].Lightgbm.Leaves"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("xgboost", "later", "which no earlier candidate is called")]
    [InlineData("xgboost", "blend", "which is a blend itself")]
    public void Validate_UnusableMember_IsNamed(string first, string second, string words)
    {
        var faulty = Sound with
        {
            Candidates = [.. Sound.Candidates, new CandidateSpec { Name = "twice", Kind = CandidateKind.Blend, Members = [first, second] }],
        };

        new TrainingSettingsValidator().Validate(faulty).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain(words);
    }

    [Fact]
    public void Validate_NameTwice_IsNamed()
    {
        var faulty = Sound with { Candidates = [Candidates.Lightgbm, Candidates.Lightgbm] };

        new TrainingSettingsValidator().Validate(faulty).Errors.ShouldHaveSingleItem().ErrorMessage.ShouldContain("'lightgbm' stands twice");
    }
}
