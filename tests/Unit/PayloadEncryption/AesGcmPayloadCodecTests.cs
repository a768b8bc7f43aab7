using Assay.PayloadEncryption;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Assay.Tests.Unit.PayloadEncryption;

public sealed class AesGcmPayloadCodecTests
{
    private static readonly Dictionary<string, byte[]> Keys = new() { ["old"] = Key(1), ["new"] = Key(2) };
    private static readonly Payload Plain = DataConverter.Default.PayloadConverter.ToPayload("a trade");

    [Fact]
    public async Task Encode_Payload_HidesItUnderTheCurrentKeyAndComesBack()
    {
        var codec = new AesGcmPayloadCodec(Keys, "new");

        var encoded = (await codec.EncodeAsync([Plain, Plain])).ToList();

        encoded[0].Metadata["encoding"].ToStringUtf8().ShouldBe("binary/encrypted");
        encoded[0].Metadata["encryption-key-id"].ToStringUtf8().ShouldBe("new");
        encoded[0].ToByteString().ToStringUtf8().ShouldNotContain("trade");
        encoded[0].Data.ShouldNotBe(encoded[1].Data, "each payload has a nonce of its own");
        (await codec.DecodeAsync(encoded)).ShouldBe([Plain, Plain]);
    }

    [Fact]
    public async Task Decode_PayloadOfAnOldKey_IsReadAfterTheKeyChanged()
    {
        var before = await new AesGcmPayloadCodec(Keys, "old").EncodeAsync([Plain]);

        (await new AesGcmPayloadCodec(Keys, "new").DecodeAsync(before)).ShouldBe([Plain]);
    }

    [Fact]
    public async Task Decode_NotEncrypted_PassesUnchanged() =>
        (await new AesGcmPayloadCodec(Keys, "new").DecodeAsync([Plain])).ShouldBe([Plain]);

    [Fact]
    public async Task Decode_AnyBitChanged_IsRefused()
    {
        var codec = new AesGcmPayloadCodec(Keys, "new");
        var good = (await codec.EncodeAsync([Plain])).Single();
        for (var bit = 0; bit < good.Data.Length * 8; bit++)
        {
            var bytes = good.Data.ToByteArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var bad = new Payload(good) { Data = ByteString.CopyFrom(bytes) };

            (await Should.ThrowAsync<PayloadEncryptionException>(() => codec.DecodeAsync([bad]))).Message.ShouldContain("it was changed");
        }
    }

    [Fact]
    public async Task Decode_CutOrUnderAnotherKey_IsRefused()
    {
        var codec = new AesGcmPayloadCodec(Keys, "new");
        var good = (await codec.EncodeAsync([Plain])).Single();
        var cut = new Payload(good) { Data = ByteString.CopyFrom(good.Data.ToByteArray()[..20]) };
        var swapped = new Payload(good) { Metadata = { ["encryption-key-id"] = ByteString.CopyFromUtf8("old") } };
        var unknown = new Payload(good) { Metadata = { ["encryption-key-id"] = ByteString.CopyFromUtf8("lost") } };

        (await Should.ThrowAsync<PayloadEncryptionException>(() => codec.DecodeAsync([cut]))).Message.ShouldContain("it was cut");
        await Should.ThrowAsync<PayloadEncryptionException>(() => codec.DecodeAsync([swapped]));
        (await Should.ThrowAsync<PayloadEncryptionException>(() => codec.DecodeAsync([unknown]))).Message.ShouldContain("key 'lost'");
    }

    [Fact]
    public async Task Decode_FormOfTheSamples_IsRead()
    {
        // Computed with Python 3.11, cryptography 38.0.4: AESGCM(bytes(range(32))).encrypt(bytes(range(12)), payload, None), nonce in front.
        var codec = new AesGcmPayloadCodec(new Dictionary<string, byte[]> { ["k"] = [.. Enumerable.Range(0, 32).Select(i => (byte)i)] }, "k");
        var sealedBytes = Convert.FromHexString(GoldenHex);
        var payload = new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/encrypted"), ["encryption-key-id"] = ByteString.CopyFromUtf8("k") },
            Data = ByteString.CopyFrom(sealedBytes),
        };

        var plain = (await codec.DecodeAsync([payload])).Single();

        plain.Metadata["encoding"].ToStringUtf8().ShouldBe("json/plain");
        plain.Data.ToStringUtf8().ShouldBe("\"hi\"");
    }

    [Fact]
    public void Constructor_WrongKeys_SaysWhich()
    {
        Should.Throw<ArgumentException>(() => new AesGcmPayloadCodec(new Dictionary<string, byte[]> { ["short"] = new byte[16] }, "short"))
            .Message.ShouldContain("Payload key short has 16 bytes");
        Should.Throw<ArgumentException>(() => new AesGcmPayloadCodec(Keys, "none")).Message.ShouldContain("none is not among the keys");
    }

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private const string GoldenHex = "000102030405060708090A0B4D14DC13A08BA174E928F9ECA3E3121EECB8A8449C1A36122A63C7ED744BA139B190AA32B58B5DFA0587718C042D";
}
