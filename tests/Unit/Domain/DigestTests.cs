using System.Text.Json;
using Assay.Domain;

namespace Assay.Tests.Unit.Domain;

public sealed class DigestTests
{
    // FIPS 180-2, appendix B.1
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void OfBytes_PublishedVector_GivesThePublishedDigest()
    {
        Digest.OfBytes("abc"u8).Hex.ShouldBe(OfAbc);
        using var stream = new MemoryStream("abc"u8.ToArray());
        Digest.OfStream(stream).ShouldBe(Digest.Parse(OfAbc));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("../../etc/passwd")]
    public void TryParse_AnythingElse_IsRefused(string text) => Digest.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Json_Reference_IsSmallAndComesBack()
    {
        var reference = new ArtifactRef(OfAbc, "assay.bars/1", 3);

        var json = JsonSerializer.Serialize(reference);

        json.ShouldBe($$"""{"sha256":"{{OfAbc}}","schema":"assay.bars/1","bytes":3}""");
        JsonSerializer.Deserialize<ArtifactRef>(json).ShouldBe(reference);
        JsonSerializer.Deserialize<ArtifactRef>(JsonSerializer.Serialize(reference with { Rows = 9 })).ShouldBe(reference with { Rows = 9 });
    }
}
