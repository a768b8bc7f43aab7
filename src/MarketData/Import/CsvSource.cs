using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Assay.MarketData.Import;

/// <summary>
/// The lines of a CSV or CSV.gz file as bytes, one buffer for the whole file. Whether a file is compressed is read from its first
/// two bytes; a name ending in .gz must keep its promise. A quoted field may not hold a line break.
/// </summary>
internal sealed class CsvSource : IDisposable
{
    private const int BufferSize = 1 << 20;
    private const int LongestLine = 1 << 16;
    private const int MagicLength = 4;
    private const int WindowsCodePage = 1252;
    private const int MostTranscoded = 1 << 29;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly Stream file;
    private readonly TextEncoding encoding;
    private Stream? content;
    private readonly byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;
    private readonly bool compressed;
    private readonly bool transcoded;
    private bool ended;

    /// <param name="path">The file.</param>
    /// <param name="encoding">How its characters are written; the lines are UTF-8 in any case.</param>
    /// <exception cref="MarketDataException">The file is missing, a folder, not readable, or not of the compression its name says.</exception>
    public CsvSource(string path, TextEncoding encoding = TextEncoding.Utf8)
    {
        Path = path;
        this.encoding = encoding;
        if (Directory.Exists(path))
        {
            throw new MarketDataException($"{path} is a folder; give a CSV or CSV.gz file.");
        }

        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MarketDataException($"{path} does not exist; give the path of a CSV or CSV.gz file.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"{path} cannot be read ({fault.Message}); check its permissions.", fault);
        }

        try
        {
            transcoded = encoding is not (TextEncoding.Utf8 or TextEncoding.Utf8Marked);
            compressed = IsCompressed();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>Number of the line read last, the first line being 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Gives the next line without its line break. The bytes are the reader's to change until the next call.</summary>
    /// <exception cref="MarketDataException">The file is damaged, not UTF-8, or has a line of over 65,536 bytes.</exception>
    public bool TryReadLine(out Span<byte> line)
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0 && !ended)
            {
                Fill();
                continue;
            }

            if (length < 0 && start == end)
            {
                line = default;
                return false;
            }

            var next = length < 0 ? end : start + length + 1;
            line = buffer.AsSpan(start, length < 0 ? end - start : length);
            start = next;
            LineNumber++;
            if (LineNumber == 1 && line is [0xef, 0xbb, 0xbf, ..])
            {
                line = line[3..];
            }

            if (line.Length > 0 && line[^1] == (byte)'\r')
            {
                line = line[..^1];
            }

            if (!Utf8.IsValid(line))
            {
                throw Fault("is not UTF-8 text; save the file as UTF-8", isOfEncoding: true);
            }

            return true;
        }
    }

    /// <summary>A fault at the line read last.</summary>
    public MarketDataException Fault(string what, bool isOfEncoding = false) =>
        new(string.Create(Culture, $"{Path}, line {LineNumber} {what}.")) { IsOfEncoding = isOfEncoding };

    public void Dispose()
    {
        content?.Dispose();
        file.Dispose();
    }

    private bool IsCompressed()
    {
        Span<byte> magic = stackalloc byte[MagicLength];
        var read = Guarded(magic, file);
        file.Position = 0;
        magic = magic[..read];
        if (magic is [0x1f, 0x8b, ..])
        {
            return true;
        }

        if (read > 0 && Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new MarketDataException($"{Path} is not a gzip file though its name says so; compress it or rename it.");
        }

        if (!transcoded && magic is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            throw new MarketDataException($"{Path} is UTF-16 text; save it as UTF-8.");
        }

        return false;
    }

    private void Fill()
    {
        if (end - start > LongestLine)
        {
            LineNumber++;
            throw Fault($"is longer than {LongestLine.ToString(Culture)} bytes; this is not a table of one row per line");
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        content ??= Content();
        var read = Guarded(buffer.AsSpan(end), content);
        ended = read == 0;
        end += read;
        if (ended && compressed && !transcoded)
        {
            end = buffer.AsSpan(start, end - start).EndsWith(MarkedGzip.Mark)
                ? end - MarkedGzip.Mark.Length
                : throw Damaged();
        }
    }

    /// <summary>What the lines are cut from. A compressed file of another encoding is decompressed whole here, so it is made when it is read.</summary>
    private Stream Content()
    {
        Stream bytes = compressed ? new GZipStream(new MarkedGzip(file), CompressionMode.Decompress) : file;
        return transcoded ? Encoding.CreateTranscodingStream(compressed ? Whole(bytes) : bytes, EncodingOf(encoding), new UTF8Encoding(false)) : bytes;
    }

    private static Encoding EncodingOf(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        TextEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(WindowsCodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
    };

    /// <summary>The decompressed content, known to be whole: its mark is of our encoding, and the content of another.</summary>
    private MemoryStream Whole(Stream decompressed)
    {
        var whole = new MemoryStream();
        var block = new byte[BufferSize];
        for (var read = Guarded(block, decompressed); read > 0; read = Guarded(block, decompressed))
        {
            whole.Write(block.AsSpan(0, read));
            if (whole.Length > MostTranscoded)
            {
                throw new MarketDataException($"{Path} holds over {(MostTranscoded >> 20).ToString(Culture)} MiB of text that is not UTF-8; save it as UTF-8.");
            }
        }

        var length = (int)whole.Length - MarkedGzip.Mark.Length;
        return whole.GetBuffer().AsSpan(0, (int)whole.Length).EndsWith(MarkedGzip.Mark)
            ? new MemoryStream(whole.GetBuffer(), 0, length, writable: false)
            : throw Damaged();
    }

    private MarketDataException Damaged(Exception? cause = null) => new($"{Path} is a damaged or truncated gzip file; fetch it again.", cause);

    private int Guarded(Span<byte> target, Stream stream)
    {
        try
        {
            return stream.ReadAtLeast(target, 1, throwOnEndOfStream: false);
        }
        catch (InvalidDataException fault)
        {
            throw Damaged(fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw new MarketDataException($"{Path} is not text of the encoding that it seems to have; save it as UTF-8, or say its encoding with --encoding.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException($"{Path} cannot be read ({fault.Message}); check the file and its disk.", fault);
        }
    }
}
