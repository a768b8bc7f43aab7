using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Assay.EmbeddedEngine.Storage;

/// <summary>Events as rows: serialised protobuf with a CRC-32C, so that a damaged row is found when it is read.</summary>
internal static class EventCodec
{
    public static (byte[] Data, long Checksum) Encode(HistoryEvent historyEvent)
    {
        var data = historyEvent.ToByteArray();
        return (data, Checksum(data));
    }

    public static HistoryEvent Decode(byte[] data, long checksum, string path)
    {
        if (Checksum(data) != checksum)
        {
            throw new EmbeddedEngineException(
                $"An event in the history file '{path}' is damaged (checksum differs). Restore the file from a copy, or move it away to start anew.");
        }

        return HistoryEvent.Parser.ParseFrom(data);
    }

    private static long Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var single in data[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, single);
        }

        return ~crc;
    }
}
