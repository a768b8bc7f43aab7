using System.IO.Compression;

namespace Assay.MarketData.Import;

/// <summary>
/// A gzip file followed by one small gzip member of our own, whose content is <see cref="Mark"/>. .NET ends a truncated gzip stream in silence;
/// but only a complete file lets the decompressor reach the mark, so content that does not end with it was cut off.
/// </summary>
internal sealed class MarkedGzip : Stream
{
    private static readonly byte[] Member = Compress();
    private readonly Stream file;
    private int given;

    public MarkedGzip(Stream file) => this.file = file;

    /// <summary>What stands at the end of the decompressed content; it has no line break.</summary>
    public static ReadOnlySpan<byte> Mark => "\u0001\u0002 end of the gzip file \u0002\u0001"u8;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var added = Math.Min(buffer.Length - read, Member.Length - given);
        Member.AsSpan(given, added).CopyTo(buffer[read..]);
        given += added;
        return read + added;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress()
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(Mark);
        }

        return target.ToArray();
    }
}
