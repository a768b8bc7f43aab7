using System.Text;
using Assay.Release;
using Assay.Release.Signing;

namespace Assay.Tests.Unit.Release;

public sealed class DsseTests
{
    [Fact]
    public void PreAuthenticationEncoding_PublishedExample_IsTheSame()
    {
        // The example of secure-systems-lab/dsse, protocol.md.
        var encoded = Dsse.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8);

        Encoding.UTF8.GetString(encoded).ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    [Fact]
    public void PreAuthenticationEncoding_NonAsciiType_CountsBytes() =>
        Encoding.UTF8.GetString(Dsse.PreAuthenticationEncoding("ä", "ö"u8)).ShouldBe("DSSEv1 2 ä 2 ö");

    [Fact]
    public void Verify_SignedByTrustedKey_GivesTheBody()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key);

        Encoding.UTF8.GetString(Dsse.Verify(envelope, "t", [key.Public], 1, "It")).ShouldBe("body");
    }

    [Fact]
    public void Verify_ChangedBody_IsRefused()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key) with { Payload = Convert.ToBase64String("bodY"u8) };

        Should.Throw<ReleaseException>(() => Dsse.Verify(envelope, "t", [key.Public], 1, "It")).Message.ShouldContain("0 valid");
    }

    [Fact]
    public void Verify_ChangedType_IsRefused()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key) with { PayloadType = "u" };

        Should.Throw<ReleaseException>(() => Dsse.Verify(envelope, "u", [key.Public], 1, "It"));
        Should.Throw<ReleaseException>(() => Dsse.Verify(envelope, "t", [key.Public], 1, "It")).Message.ShouldContain("payload type");
    }

    [Fact]
    public void Verify_OneKeySigningTwice_CountsOnce()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key, key);

        Should.Throw<ReleaseException>(() => Dsse.Verify(envelope, "t", [key.Public], 2, "It"));
    }

    [Fact]
    public void Verify_TwoOfThree_IsEnoughForThresholdTwo()
    {
        using var first = SigningKey.Generate();
        using var second = SigningKey.Generate();
        using var third = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, third, first);

        Dsse.Verify(envelope, "t", [first.Public, second.Public, third.Public], 2, "It").ShouldBe("body"u8.ToArray());
    }

    [Fact]
    public void Verify_WrongKeyIdHint_StillCounts()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key);
        envelope = envelope with { Signatures = [envelope.Signatures[0] with { KeyId = "other" }] };

        Dsse.Verify(envelope, "t", [key.Public], 1, "It").ShouldBe("body"u8.ToArray());
    }

    [Fact]
    public void Verify_UrlSafeBase64_IsAccepted()
    {
        using var key = SigningKey.Generate();
        byte[] body = [0xfb, 0xef, 0xff, 0xfe];
        var envelope = Dsse.Sign("t", body, key);
        envelope = envelope with { Payload = envelope.Payload.Replace('+', '-').Replace('/', '_').TrimEnd('=') };

        Dsse.Verify(envelope, "t", [key.Public], 1, "It").ShouldBe(body);
    }

    [Fact]
    public void Verify_MalformedBase64_IsOneSentence()
    {
        using var key = SigningKey.Generate();
        var envelope = Dsse.Sign("t", "body"u8, key) with { Payload = "%%%" };

        Should.Throw<ReleaseException>(() => Dsse.Verify(envelope, "t", [key.Public], 1, "The manifest")).Message.ShouldStartWith("The manifest holds malformed base64");
    }

    [Fact]
    public void SigstoreBundle_TwoSignatures_IsRefused()
    {
        using var key = SigningKey.Generate();

        Should.Throw<ArgumentException>(() => SigstoreBundle.Of(Dsse.Sign("t", "body"u8, key, key)));
    }
}
