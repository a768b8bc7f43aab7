using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

public sealed class GrpcFrameTests
{
    private const int Limit = 1_000_000;

    private static readonly byte[] Hello = [0, 0, 0, 0, 3, 1, 2, 3];

    [Fact]
    public void Write_PlainMessage_HasFlagAndBigEndianLength()
    {
        // StringValue "ab": tag 0x0A, length 2.
        GrpcFrame.Write(new StringValue { Value = "ab" }, mayCompress: false, out var compressed).ShouldBe([0, 0, 0, 0, 4, 0x0A, 2, 0x61, 0x62]);

        compressed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(5_000, true)]
    public async Task WriteThenRead_PeerReadsGzip_LargeMessagesAreCompressed(int length, bool expected)
    {
        var message = new StringValue { Value = new string('x', length) };

        var frame = GrpcFrame.Write(message, mayCompress: true, out var compressed);

        compressed.ShouldBe(expected);
        (frame.Length < length).ShouldBe(expected);
        StringValue.Parser.ParseFrom(await ReadAsync(frame, "gzip")).ShouldBe(message);
    }

    [Fact]
    public async Task Read_OneMessage_IsItsBytes() => (await ReadAsync(Hello)).ShouldBe([1, 2, 3]);

    [Fact]
    public async Task Read_NothingAtAll_IsNull() => (await ReadAsync([])).ShouldBeNull();

    [Fact]
    public async Task Read_EmptyMessage_IsNoBytes() => (await ReadAsync([0, 0, 0, 0, 0])).ShouldBe([]);

    [Fact]
    public async Task Read_ByteByByte_IsTheSame()
    {
        await using var stream = new TricklingStream(Hello);

        (await GrpcFrame.ReadAsync(stream, null, Limit, default)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Read_EveryTruncation_IsRefused()
    {
        for (var length = 1; length < Hello.Length; length++)
        {
            (await RefusalAsync(Hello[..length])).Code.ShouldBe(RpcException.StatusCode.Internal);
        }
    }

    [Fact]
    public async Task Read_SecondMessage_IsRefused() => (await RefusalAsync([.. Hello, .. Hello])).Message.ShouldContain("more than one message");

    [Fact]
    public async Task Read_UnknownFlag_IsRefused() => (await RefusalAsync([2, 0, 0, 0, 0])).Code.ShouldBe(RpcException.StatusCode.Internal);

    [Fact]
    public async Task Read_LengthBeyondTheLimit_IsRefusedBeforeAnythingIsRead()
    {
        var header = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(1), uint.MaxValue);

        var refusal = await RefusalAsync(header);

        refusal.Code.ShouldBe(RpcException.StatusCode.ResourceExhausted);
        refusal.Message.ShouldBe("grpc: received message larger than max (4294967295 vs. 1000000)");
    }

    [Fact]
    public async Task Read_SmallFrameThatGrowsBeyondTheLimit_IsRefused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[Limit + 1]);
        }

        (await RefusalAsync(Frame(packed.ToArray(), 1), "gzip")).Code.ShouldBe(RpcException.StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Read_CompressedInAnotherWay_SaysWhichIsSpoken() =>
        (await RefusalAsync(Frame([1, 2, 3], 1), "snappy")).Message.ShouldBe("grpc: the message encoding 'snappy' is not spoken here; use gzip or identity");

    [Fact]
    public async Task Read_CompressedButNotGzip_IsRefused() =>
        (await RefusalAsync(Frame([1, 2, 3], 1), "gzip")).Message.ShouldContain("not gzip");

    private static byte[] Frame(byte[] body, byte flag)
    {
        var frame = new byte[5 + body.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)body.Length);
        body.CopyTo(frame, 5);
        return frame;
    }

    private static Task<byte[]?> ReadAsync(byte[] bytes, string? encoding = null) =>
        GrpcFrame.ReadAsync(new MemoryStream(bytes), encoding, Limit, default);

    private static Task<RpcException> RefusalAsync(byte[] bytes, string? encoding = null) =>
        Should.ThrowAsync<RpcException>(() => ReadAsync(bytes, encoding));

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
