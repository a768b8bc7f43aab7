using System.Buffers.Binary;
using Google.Protobuf;

namespace Assay.EmbeddedEngine.Dispatch;

/// <summary>What a worker hands back with its answer: which task of which run it was. Opaque to workers.</summary>
internal readonly record struct TaskToken(TaskKind Kind, long RunKey, long ScheduledEventId, int Attempt, long StartedTicks)
{
    private const int Length = 1 + (3 * sizeof(long)) + sizeof(int);

    public ByteString ToByteString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], RunKey);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[9..], ScheduledEventId);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[17..], Attempt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[21..], StartedTicks);
        return ByteString.CopyFrom(bytes);
    }

    public static TaskToken? TryParse(ByteString token, TaskKind kind)
    {
        var bytes = token.Span;
        return bytes.Length != Length || bytes[0] != (byte)kind
            ? null
            : new(
                kind,
                BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[17..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[21..]));
    }
}
