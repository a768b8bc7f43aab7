using Assay.Artifacts;
using Assay.Artifacts.Durability;
using Assay.Domain;
using Assay.Tests.Support;

namespace Assay.Tests.Unit.Artifacts;

public sealed class HomeFilesTests : IDisposable
{
    private const UnixFileMode OthersMayRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly TemporaryFolder folder = new();
    private readonly HomeFiles files;

    public HomeFilesTests() => files = new HomeFiles(folder.Path);

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Replace_ExistingFile_HoldsTheNewBytes()
    {
        var path = folder.File("live/day.json");
        files.Replace(path, "old"u8.ToArray());

        files.Replace(path, "new"u8.ToArray());

        FileDigest.Of(path).ShouldBe(Digest.OfBytes("new"u8));
    }

    [Fact]
    public void ReplaceSecret_Key_IsReadByItsOwnerAlone()
    {
        var path = folder.File("keys/root.pem");

        files.ReplaceSecret(path, "secret"u8.ToArray());
        files.ReplaceSecret(path, "newer secret"u8.ToArray());

        File.ReadAllText(path).ShouldBe("newer secret");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Replace_OrdinaryFile_KeepsTheUsersOwnMask()
    {
        var ordinary = folder.File("ordinary");
        File.WriteAllText(ordinary, "x");
        var path = folder.File("live/trades.csv");

        files.Replace(path, "x"u8.ToArray());

        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(path) & OthersMayRead).ShouldBe(File.GetUnixFileMode(ordinary) & OthersMayRead);
        }
    }
}
