using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Assay.Configuration;

/// <summary>Lets options declare lists as <see cref="IReadOnlyList{T}"/>, which YamlDotNet cannot make by itself: an array is made instead.</summary>
internal sealed class ReadOnlyListDeserializer : INodeDeserializer
{
    public bool Deserialize(
        IParser reader,
        Type expectedType,
        Func<IParser, Type, object?> nestedObjectDeserializer,
        out object? value,
        ObjectDeserializer rootDeserializer)
    {
        if (!expectedType.IsGenericType || expectedType.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
        {
            value = null;
            return false;
        }

        value = nestedObjectDeserializer(reader, expectedType.GetGenericArguments()[0].MakeArrayType());
        return true;
    }
}
