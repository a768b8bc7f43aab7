using Assay.Configuration;
using Assay.Models.Training;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Models;

/// <summary>What a person reads who broke a candidate of <c>config/models.yaml</c>.</summary>
public sealed class CandidateFileTests : IDisposable
{
    private const string Ridge = "name: a, kind: ridge, ridge: { l2_penalty: 0.1 }";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Ridge")]
    [InlineData("ridge")]
    public void Read_EitherSpellingOfTheKind_Binds(string kind)
    {
        var candidate = Read($"{{ name: a, kind: {kind}, ridge: {{ l2_penalty: 0.1 }} }}").Candidates.ShouldHaveSingleItem();

        candidate.Name.ShouldBe("a");
        candidate.Kind.ShouldBe("ridge");
        candidate.Settings["l2_penalty"].ShouldBe(0.1);
        candidate.Members.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "the value does not have the form that this key needs (There is nothing)")]
    [InlineData("ridge", "a candidate is a name, a kind and the settings of that kind")]
    [InlineData("{ kind: ridge, ridge: { l2_penalty: 1 } }", "a candidate has no name")]
    [InlineData("{ name: a, ridge: { l2_penalty: 1 } }", "the candidate 'a' has no kind")]
    [InlineData("{ name: a, kind: Perceptron }", "the candidate 'a' is of the kind 'perceptron', but there are only xgboost, lightgbm, random_forest, fast_tree, fast_forest, ridge and blend")]
    [InlineData("{ name: a, kind: ridge }", "the candidate 'a' lacks the key 'ridge'")]
    [InlineData("{ name: a, kind: blend }", "the candidate 'a' lacks the key 'members'")]
    [InlineData("{ name: a, kind: blend, members: b }", "the members of the candidate 'a' are no list of names")]
    [InlineData("{ " + Ridge + ", members: [b] }", "the candidate 'a' has the key 'members', which is none of its kind 'ridge'")]
    [InlineData("{ name: a, kind: ridge, ridge: 0.1 }", "the key 'ridge' of the candidate 'a' holds no settings")]
    [InlineData("{ name: a, kind: ridge, ridge: { l2_penalty: 0.1, leaves: 3 } }", "the key 'leaves' of the candidate 'a' is unknown")]
    [InlineData("{ name: a, kind: ridge, ridge: {} }", "'l2_penalty' of the candidate 'a' is missing")]
    [InlineData("{ name: a, kind: ridge, ridge: { l2_penalty: much } }", "'l2_penalty' of the candidate 'a' is no number")]
    [InlineData("{ name: a, kind: ridge, ridge: { l2_penalty: \"0.1\" } }", "'l2_penalty' of the candidate 'a' is no number")]
    [InlineData("{ name: a, kind: ridge, ridge: { l2_penalty: NaN } }", "'l2_penalty' of the candidate 'a' is no number")]
    [InlineData("{ name: a, name: b, kind: ridge }", "the key 'name' stands twice")]
    public void Read_WrongCandidate_IsOneSentenceWithTheLine(string candidate, string words) =>
        Should.Throw<ConfigurationException>(() => Read(candidate)).Message
            .ShouldBe($"{folder.File(TrainingSettings.FileName)}, line 4: {words}; correct it.");

    [Fact]
    public void Read_ValueOutOfRange_NamesItAsTheFileDoes() =>
        Should.Throw<ConfigurationException>(() => Read("{ name: a, kind: ridge, ridge: { l2_penalty: -1 } }")).Message
            .ShouldEndWith("has values out of range: candidates[0].ridge.l2_penalty must be above 0, not -1.");

    private TrainingSettings Read(string candidate)
    {
        File.WriteAllText(folder.File(TrainingSettings.FileName), $"threads: 2\nseed: 1\ncandidates:\n  - {candidate}\n");
        return new ConfigurationFolder(folder.Path).Read(TrainingSettings.FileName, new TrainingSettingsValidator());
    }
}
