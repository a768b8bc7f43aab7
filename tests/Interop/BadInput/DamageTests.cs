using Assay.Tests.Interop.Programs;

namespace Assay.Tests.Interop.BadInput;

/// <summary>A home whose files were changed behind the program's back.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class DamageTests(ReleasedHome home)
{
    [Fact]
    public void Run_FlippedBitInAnObject_IsFoundNamedAndMendedByDeletingIt()
    {
        using var copy = home.Copy();
        var digest = ReleasedHome.DigestsOf(copy.Path)["data/bars.parquet"];
        var path = copy.File($"artifacts/objects/sha256/{digest[..2]}/{digest[2..]}");
        Flip(path);

        var found = Run(copy.Path);
        File.Delete(path);
        var mended = Run(copy.Path);

        found.LastErrorLine.ShouldBe(
            $"assay: The object {path} is damaged: its bytes do not have the digest that is its name; delete the file and run again, and it is made anew.");
        found.ExitCode.ShouldBe(1);
        mended.ExitCode.ShouldBe(0, mended.Error);
    }

    [Fact]
    public void Run_DamagedMemo_IsPassedOverWithAWarning()
    {
        using var copy = home.Copy();
        var memo = Directory.GetFiles(copy.File("artifacts/memo"), "*.json", SearchOption.AllDirectories)
            .First(file => File.ReadAllText(file).Contains("\"name\":\"PlanTraining\"", StringComparison.Ordinal));
        Flip(memo);

        var result = Run(copy.Path);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain($"warning: The memo {memo} of PlanTraining is damaged and passed over (");
        result.Error.ShouldContain("PlanTraining quick: done in ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void Run_DamagedHistory_IsNamedAndLeftAlone(int offset)
    {
        using var copy = home.Copy();
        var history = copy.File("state/history.db");
        using (var file = File.OpenWrite(history))
        {
            file.Position = offset;
            file.Write(Enumerable.Repeat((byte)0x5A, 4096).ToArray());
        }

        var before = File.ReadAllBytes(history);
        var result = Run(copy.Path);

        result.LastErrorLine.ShouldStartWith($"assay: The history file '{history}' is corrupt (");
        result.LastErrorLine.ShouldEndWith("); restore it from a copy, or move it away to start anew.");
        result.ExitCode.ShouldBe(1);
        File.ReadAllBytes(history).ShouldBe(before);
    }

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    private ProgramResult Run(string path) => AssayProgram.Run(home.Root, "run", "--home", path);
}
