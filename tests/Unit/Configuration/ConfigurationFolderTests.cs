using Assay.Activities.Settings;
using Assay.Configuration;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Configuration;

/// <summary>What a person reads who broke a file; the settings of <c>runtime.yaml</c> stand for any.</summary>
public sealed class ConfigurationFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("threads: 2\nconcurrent_activities: 0", " has values out of range: concurrent_activities must be between 1 and 256, not 0.")]
    [InlineData("threads: 0\nconcurrent_activities: 0", " has values out of range: threads must be between 1 and 256, not 0; concurrent_activities must be between 1 and 256, not 0.")]
    [InlineData("thread: 2\nconcurrent_activities: 2", ", line 1: the key 'thread' is unknown; correct it.")]
    [InlineData("threads: 2", ", line 1: 'concurrent_activities' is missing; correct it.")]
    [InlineData("threads: 2\nconcurrent_activities: 2\nthreads: 2", ", line 3: the key 'threads' stands twice; correct it.")]
    [InlineData("threads: two\nconcurrent_activities: 2", ", line 1: the value does not have the form that this key needs (The input string 'two' was not in a correct format); correct it.")]
    [InlineData("threads: 99999999999\nconcurrent_activities: 2", ", line 1: the value does not have the form that this key needs (Arithmetic operation resulted in an overflow); correct it.")]
    [InlineData("threads: [2]\nconcurrent_activities: 2", ", line 1: the value does not have the form that this key needs; correct it.")]
    [InlineData("threads", ", line 1: the value does not have the form that this key needs; correct it.")]
    [InlineData("", " is empty; restore it from the repository.")]
    public void Read_WrongFile_IsOneSentenceInTheWordsOfTheFile(string text, string expected)
    {
        File.WriteAllText(folder.File(RuntimeOptions.FileName), text);

        var fault = Should.Throw<ConfigurationException>(Read);

        fault.Message.ShouldBe(folder.File(RuntimeOptions.FileName) + expected);
    }

    [Fact]
    public void Read_NotYaml_SaysSoWithTheLine()
    {
        File.WriteAllText(folder.File(RuntimeOptions.FileName), "threads: 2\nconcurrent_activities: \"2\n");

        Should.Throw<ConfigurationException>(Read).Message.ShouldMatch(", line [23]: this is not YAML \\(.*[^.]\\); correct it\\.$");
    }

    [Fact]
    public void Read_MissingFile_IsNamed() =>
        Should.Throw<ConfigurationException>(Read).Message.ShouldBe($"{folder.File(RuntimeOptions.FileName)} is missing; restore it from the repository.");

    [Fact]
    public void Read_WholeFile_BindsIt()
    {
        File.WriteAllText(folder.File(RuntimeOptions.FileName), "threads: 3\nconcurrent_activities: 2\n");

        Read().ShouldBe(new RuntimeOptions { Threads = 3, ConcurrentActivities = 2 });
    }

    private RuntimeOptions Read() => new ConfigurationFolder(folder.Path).Read(RuntimeOptions.FileName, new RuntimeOptionsValidator());
}
