using System.Buffers.Binary;
using Google.Protobuf;
using Assay.EmbeddedEngine.Calls;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>Where a list goes on: behind the last run of the page before, or, in an order that was asked for, after so many runs.</summary>
internal sealed record ListToken(long SortTicks, long StartTicks, long RunKey, long Offset)
{
    private const int Length = 4 * sizeof(long);

    public static ListToken? Parse(ByteString bytes) => bytes.Length switch
    {
        0 => null,
        Length => new(At(bytes, 0), At(bytes, 1), At(bytes, 2), At(bytes, 3)),
        _ => throw Errors.Invalid("Invalid NextPageToken."),
    };

    public ByteString ToByteString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, SortTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], StartTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], RunKey);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Offset);
        return ByteString.CopyFrom(bytes);
    }

    private static long At(ByteString bytes, int index) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(index * sizeof(long))..]);
}
