using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Grpc;

/// <summary>
/// A message on a gRPC stream: one byte that says whether it is compressed, four bytes of length (big-endian), then the message. Of the
/// encodings only gzip is spoken.
/// </summary>
internal static class GrpcFrame
{
    public const string Gzip = "gzip";

    private const int HeaderLength = 5;

    // Below this a compressed message is hardly smaller, and the work is lost.
    private const int SmallestCompressed = 1024;

    /// <summary>Frames a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mayCompress">True where the peer reads gzip; small messages stay as they are all the same.</param>
    /// <param name="compressed">Whether the frame is compressed, so that the encoding must be named in the headers.</param>
    public static byte[] Write(IMessage message, bool mayCompress, out bool compressed)
    {
        var size = message.CalculateSize();
        compressed = mayCompress && size >= SmallestCompressed;
        if (compressed)
        {
            using var buffer = new MemoryStream(size / 2);
            buffer.Write(stackalloc byte[HeaderLength]);
            using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            {
                message.WriteTo(gzip);
            }

            var packed = buffer.ToArray();
            WriteHeader(packed, compressed: true);
            return packed;
        }

        var frame = new byte[HeaderLength + size];
        WriteHeader(frame, compressed: false);
        message.WriteTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>Reads the one message of a unary call and then to the end of the stream, behind which the trailers lie.</summary>
    /// <param name="stream">The body.</param>
    /// <param name="encoding">What the headers name as the encoding of compressed messages; null for none.</param>
    /// <param name="limitBytes">Largest message, before and after decompression.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The message's bytes; null where the stream holds none.</returns>
    /// <exception cref="RpcException">Too large, unknown encoding, cut short, or more than one message.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, string? encoding, int limitBytes, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return null;
        }

        if (read < HeaderLength || header[0] > 1)
        {
            throw Malformed("a message header is cut short or malformed");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (length > (uint)limitBytes)
        {
            throw TooLarge(length, limitBytes);
        }

        var body = new byte[length];
        if (await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken) < body.Length)
        {
            throw Malformed("a message is cut short");
        }

        if (await stream.ReadAsync(header.AsMemory(0, 1), cancellationToken) != 0)
        {
            throw Malformed("a unary call carries more than one message");
        }

        return header[0] == 0 ? body : Decompress(body, encoding, limitBytes);
    }

    private static byte[] Decompress(byte[] body, string? encoding, int limitBytes)
    {
        if (encoding != Gzip)
        {
            throw new RpcException(
                RpcException.StatusCode.Unimplemented, $"grpc: the message encoding '{encoding}' is not spoken here; use gzip or identity", null);
        }

        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                if (plain.Length + read > limitBytes)
                {
                    throw TooLarge(plain.Length + read, limitBytes);
                }

                plain.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw Malformed("a compressed message is not gzip");
        }

        return plain.ToArray();
    }

    private static void WriteHeader(Span<byte> frame, bool compressed)
    {
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(frame[1..], (uint)(frame.Length - HeaderLength));
    }

    private static RpcException Malformed(string what) => new(RpcException.StatusCode.Internal, $"grpc: {what}", null);

    private static RpcException TooLarge(long size, int limitBytes) =>
        new(RpcException.StatusCode.ResourceExhausted, $"grpc: received message larger than max ({size} vs. {limitBytes})", null);
}
