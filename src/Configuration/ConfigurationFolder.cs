using FluentValidation;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Assay.Configuration;

/// <summary>
/// The folder of YAML files in which every setting stands once. Each module owns its options record (sealed, required members, no
/// default values) and its file. A section binds whole or not at all.
/// </summary>
public sealed class ConfigurationFolder
{
    private readonly string folder;
    private readonly INamingConvention keys;
    private readonly IDeserializer deserializer;

    /// <param name="folder">Where the files are.</param>
    /// <param name="style">How the files write their keys.</param>
    public ConfigurationFolder(string folder, KeyStyle style = KeyStyle.SnakeCase)
    {
        this.folder = folder;
        keys = style == KeyStyle.CamelCase ? CamelCaseNamingConvention.Instance : UnderscoredNamingConvention.Instance;
        deserializer = new DeserializerBuilder()
            .WithNamingConvention(keys)
            .WithEnforceRequiredMembers()
            .WithDuplicateKeyChecking()
            .WithNodeDeserializer(new ReadOnlyListDeserializer())
            .WithNodeDeserializer(new JsonFormDeserializer())
            .Build();
    }

    /// <summary>Reads one file into its options record.</summary>
    /// <param name="fileName">The file below the folder, such as <c>features.yaml</c>.</param>
    /// <param name="validator">Checks ranges and relations; every fault is listed in one message.</param>
    /// <exception cref="ConfigurationException">
    /// The file is absent or not YAML, a key is unknown, doubled or missing, a value is of the wrong form or out of its range.
    /// </exception>
    public T Read<T>(string fileName, IValidator<T> validator)
        where T : class
    {
        var path = Path.Combine(folder, fileName);
        T options;
        try
        {
            using var reader = File.OpenText(path);
            options = deserializer.Deserialize<T>(reader)
                ?? throw new ConfigurationException($"{path} is empty; restore it from the repository.");
        }
        catch (YamlException fault)
        {
            throw new ConfigurationException($"{path}, line {fault.Start.Line}: {FaultText.Of(fault)}; correct it.", fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path} is missing; restore it from the repository.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read ({fault.Message}); check its permissions.", fault);
        }

        var result = validator.Validate(options);
        if (!result.IsValid)
        {
            var faults = string.Join("; ", result.Errors.Select(fault => FaultText.Of(fault, keys)));
            throw new ConfigurationException($"{path} has values out of range: {faults}.");
        }

        return options;
    }
}
