using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Assay.Artifacts.Tables;

namespace Assay.Tests.Unit.MarketData;

/// <summary>A digest of what a table holds, whatever the file format does with it.</summary>
internal static class TableDigest
{
    public static string Of(Table table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(table.SchemaId));
        foreach (var column in table.Columns)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{column.Name}|{column.TypeName}|"));
            switch (column)
            {
                case Float64Column numbers:
                    hash.AppendData(MemoryMarshal.AsBytes(numbers.Values.AsSpan()));
                    break;
                case DateColumn dates:
                    hash.AppendData(MemoryMarshal.AsBytes(dates.Values.AsSpan()));
                    break;
                case Int64Column integers:
                    hash.AppendData(MemoryMarshal.AsBytes(integers.Values.AsSpan()));
                    break;
                case TextColumn texts:
                    for (var row = 0; row < texts.Length; row++)
                    {
                        hash.AppendData(Encoding.UTF8.GetBytes((texts.At(row) ?? "\0") + "\n"));
                    }

                    break;
                default:
                    throw new ArgumentException($"No digest of a {column.TypeName} column is taken here.", nameof(table));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
