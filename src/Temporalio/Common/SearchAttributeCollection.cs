using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Search attributes with their values, in the order of their names. Immutable; made by <see cref="Builder"/>.</summary>
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    private readonly SortedDictionary<string, KeyValuePair<SearchAttributeKey, object>> byName;

    private SearchAttributeCollection(SortedDictionary<string, KeyValuePair<SearchAttributeKey, object>> byName) => this.byName = byName;

    public static SearchAttributeCollection Empty { get; } = new Builder().ToSearchAttributeCollection();

    public int Count => byName.Count;

    /// <summary>Values by key: string, long, double, bool, <see cref="DateTimeOffset"/> or a collection of strings.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues => byName.Values.ToDictionary();

    /// <summary>Reads the attributes of a message; those without a value are left out.</summary>
    /// <exception cref="ArgumentException">An attribute has no type, or one that is not known.</exception>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        var builder = new Builder();
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.Read(name, payload) is { } found)
            {
                builder.Put(new(name, found.Type), found.Value);
            }
        }

        return builder.ToSearchAttributeCollection();
    }

    /// <exception cref="KeyNotFoundException">There is no attribute of that name and type.</exception>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no search attribute {key}");

    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        if (byName.TryGetValue(key.Name, out var found) && found.Key == key && found.Value is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => byName.TryGetValue(key.Name, out var found) && found.Key == key;

    public bool ContainsKey(string key) => byName.ContainsKey(key);

    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (name, (key, value)) in byName)
        {
            proto.IndexedFields.Add(name, SearchAttributePayload.Write(key.ValueType, value));
        }

        return proto;
    }

    public IEnumerator<SearchAttributeKey> GetEnumerator() => byName.Values.Select(pair => pair.Key).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The collection after the updates.</summary>
    internal SearchAttributeCollection With(IEnumerable<SearchAttributeUpdate> updates)
    {
        var builder = new Builder(this);
        foreach (var update in updates)
        {
            builder.Unset(update.UntypedKey);
            if (update.HasValue)
            {
                builder.Put(update.UntypedKey, update.UntypedValue);
            }
        }

        return builder.ToSearchAttributeCollection();
    }

    /// <summary>Collects attributes; a later one replaces an earlier one of the same name.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "A public name of the official SDK.")]
    public class Builder
    {
        private readonly SortedDictionary<string, KeyValuePair<SearchAttributeKey, object>> byName = new(StringComparer.Ordinal);

        public Builder()
        {
        }

        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            ArgumentNullException.ThrowIfNull(value);
            return Put(key, value);
        }

        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            foreach (var (key, value) in searchAttributes.byName.Values)
            {
                Put(key, value);
            }

            return this;
        }

        public Builder Unset(SearchAttributeKey key) => Unset(key.Name);

        public Builder Unset(string name)
        {
            byName.Remove(name);
            return this;
        }

        public SearchAttributeCollection ToSearchAttributeCollection() => new(new(byName, StringComparer.Ordinal));

        internal Builder Put(SearchAttributeKey key, object value)
        {
            byName[key.Name] = new(key, key.ValueType == IndexedValueType.KeywordList && value is IEnumerable<string> words ? words.ToArray() : value);
            return this;
        }
    }
}
