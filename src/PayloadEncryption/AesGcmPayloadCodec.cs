using System.Security.Cryptography;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Assay.PayloadEncryption;

/// <summary>
/// Encrypts payloads with AES-256-GCM under a random nonce of 96 bits each. Limit: 2³² payloads under one key (NIST SP 800-38D, 8.3).
/// </summary>
public sealed class AesGcmPayloadCodec : IPayloadCodec
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string EncodingField = "encoding";
    private const string KeyIdField = "encryption-key-id";
    private static readonly ByteString Encrypted = ByteString.CopyFromUtf8("binary/encrypted");
    private readonly Dictionary<string, byte[]> keys;
    private readonly string currentKeyId;

    /// <param name="keys">Keys of 32 bytes by id, those of payloads in old histories among them.</param>
    /// <param name="currentKeyId">The key of new payloads.</param>
    /// <exception cref="ArgumentException">A key has another length, or the current one is not there.</exception>
    public AesGcmPayloadCodec(IReadOnlyDictionary<string, byte[]> keys, string currentKeyId)
    {
        foreach (var (id, key) in keys)
        {
            if (key.Length != KeyBytes)
            {
                throw new ArgumentException($"Payload key {id} has {key.Length} bytes; AES-256 takes {KeyBytes}", nameof(keys));
            }
        }

        this.keys = keys.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
        this.currentKeyId = this.keys.ContainsKey(currentKeyId)
            ? currentKeyId
            : throw new ArgumentException($"The current payload key {currentKeyId} is not among the keys", nameof(currentKeyId));
    }

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Encrypt)]);

    /// <summary>Payloads that are not encrypted pass unchanged.</summary>
    /// <exception cref="PayloadEncryptionException">The key is not at hand, or the payload was changed.</exception>
    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Decrypt)]);

    private Payload Encrypt(Payload payload)
    {
        var plain = payload.ToByteArray();
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[currentKeyId], TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return new()
        {
            Metadata = { [EncodingField] = Encrypted, [KeyIdField] = ByteString.CopyFromUtf8(currentKeyId) },
            Data = UnsafeByteOperations.UnsafeWrap(sealedBytes),
        };
    }

    private Payload Decrypt(Payload payload)
    {
        if (!payload.Metadata.TryGetValue(EncodingField, out var encoding) || encoding != Encrypted)
        {
            return payload;
        }

        var keyId = payload.Metadata.TryGetValue(KeyIdField, out var id) ? id.ToStringUtf8() : string.Empty;
        if (!keys.TryGetValue(keyId, out var key))
        {
            throw new PayloadEncryptionException($"A payload is encrypted under key '{keyId}', which is not among the keys given; add it to them");
        }

        var sealedBytes = payload.Data.Span;
        if (sealedBytes.Length < NonceBytes + TagBytes)
        {
            throw new PayloadEncryptionException($"An encrypted payload has {sealedBytes.Length} bytes, fewer than nonce and tag: it was cut");
        }

        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(sealedBytes[..NonceBytes], sealedBytes[NonceBytes..^TagBytes], sealedBytes[^TagBytes..], plain);
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw new PayloadEncryptionException($"A payload encrypted under key '{keyId}' does not fit its tag: it was changed, or the key is another", cause);
        }

        return Payload.Parser.ParseFrom(plain);
    }
}
