using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Converters;

/// <summary>Short forms of conversions in several values.</summary>
public static class ConverterExtensions
{
    public static T ToValue<T>(this IPayloadConverter converter, Payload payload) => (T)converter.ToValue(payload, typeof(T))!;

    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) => converter.ToValue<T>(rawValue.Payload);

    /// <summary>The payloads of the values in order; null for none.</summary>
    internal static Payloads? ToPayloads(this IPayloadConverter converter, IReadOnlyCollection<object?>? values)
    {
        if (values is null || values.Count == 0)
        {
            return null;
        }

        var payloads = new Payloads();
        foreach (var value in values)
        {
            payloads.Payloads_.Add(converter.ToPayload(value));
        }

        return payloads;
    }

    /// <summary>Null for no entries.</summary>
    /// <exception cref="ArgumentException">An entry has no value.</exception>
    internal static Memo? ToMemo(this IPayloadConverter converter, IReadOnlyDictionary<string, object>? entries)
    {
        if (entries is null || entries.Count == 0)
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (key, value) in entries)
        {
            memo.Fields.Add(key, converter.ToPayload(value ?? throw new ArgumentException($"Memo entry {key} has no value", nameof(entries))));
        }

        return memo;
    }

    internal static IReadOnlyDictionary<string, IEncodedRawValue> ToEncodedValues(this Memo? memo, DataConverter converter) =>
        (memo?.Fields ?? []).ToDictionary(field => field.Key, IEncodedRawValue (field) => new EncodedRawValue(converter, field.Value), StringComparer.Ordinal);

    internal static UserMetadata? ToMetadata(this IPayloadConverter converter, string? summary, string? explanation) =>
        summary is null && explanation is null
            ? null
            : new()
            {
                Summary = summary is null ? null : converter.ToPayload(summary),
                Details = explanation is null ? null : converter.ToPayload(explanation),
            };

    /// <summary>The one value of a result; default where there is none.</summary>
    internal static T ToResult<T>(this IPayloadConverter converter, Payloads? payloads) =>
        payloads is { Payloads_.Count: > 0 } && typeof(T) != typeof(ValueTuple) ? converter.ToValue<T>(payloads.Payloads_[0]) : default!;

    /// <summary>Arguments for a method; further payloads than parameters are passed over, as a newer caller may send them.</summary>
    /// <exception cref="ArgumentException">Fewer payloads than required parameters, or one that does not fit its type.</exception>
    internal static object?[] ToArguments(this IPayloadConverter converter, RepeatedField<Payload>? payloads, Type[] types, int requiredCount)
    {
        var count = Math.Min(payloads?.Count ?? 0, types.Length);
        if (count < requiredCount)
        {
            throw new ArgumentException($"{requiredCount} arguments are required but {count} were given", nameof(payloads));
        }

        var values = new object?[count];
        for (var i = 0; i < count; i++)
        {
            try
            {
                values[i] = converter.ToValue(payloads![i], types[i]);
            }
            catch (Exception e) when (e is not ArgumentException)
            {
                throw new ArgumentException($"Argument {i} cannot be read as {types[i]}: {e.Message}", nameof(payloads), e);
            }
        }

        return values;
    }
}
