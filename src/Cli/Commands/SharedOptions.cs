using System.CommandLine;
using Assay.Cli.Deployment;

namespace Assay.Cli.Commands;

/// <summary>Options that several commands have, with one meaning.</summary>
internal static class SharedOptions
{
    public const string HomeName = "--home";

    public static Option<string?> Home() =>
        new(HomeName) { Description = "Folder of data, artifacts, live, release and history; default: the checkout." };

    /// <summary>Null where it is left out, so that <c>temporal.yaml</c> decides.</summary>
    public static Option<string?> Engine() => Choice(
        "--engine",
        "embedded: the home's own workflow engine; temporal: the cluster of temporal.yaml. Default: the engine of temporal.yaml.",
        EngineNames.Embedded,
        EngineNames.Temporal);

    public static Option<bool> Json() => new("--json") { Description = "Write the result to standard output as JSON." };

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !values.Contains(value, StringComparer.Ordinal))
            {
                result.AddError($"{name}: '{value}' is not known, only {string.Join(" or ", values)}");
            }
        });
        return option;
    }
}
