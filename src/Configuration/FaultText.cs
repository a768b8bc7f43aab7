using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation.Results;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Assay.Configuration;

/// <summary>What parser and validator report, in the words of the file: its keys, not the types behind them.</summary>
internal static partial class FaultText
{
    private const string WrongForm = "the value does not have the form that this key needs";

    /// <summary>A clause without an end.</summary>
    public static string Of(YamlException fault)
    {
        if (fault.InnerException is FormatException or OverflowException)
        {
            return $"{WrongForm} ({fault.InnerException.Message.TrimEnd('.')})";
        }

        if (fault.InnerException is JsonException form)
        {
            return form.Message;
        }

        var text = (fault.InnerException ?? fault).Message.ReplaceLineEndings(" ");
        if (UnknownKey().Match(text) is { Success: true } unknown)
        {
            return $"the key {unknown.Groups[1].Value} is unknown";
        }

        if (MissingKeys().Match(text) is { Success: true } missing)
        {
            return $"{missing.Groups[1].Value} is missing";
        }

        if (DoubledKey().Match(text) is { Success: true } doubled)
        {
            return $"the key '{doubled.Groups[1].Value}' stands twice";
        }

        return fault is SyntaxErrorException or SemanticErrorException ? $"this is not YAML ({text.TrimEnd('.')})" : WrongForm;
    }

    /// <summary>A clause without an end.</summary>
    public static string Of(ValidationFailure fault, INamingConvention keys)
    {
        var message = fault.ErrorMessage.TrimEnd('.').Replace(". You entered ", ", not ", StringComparison.Ordinal);
        if (fault.FormattedMessagePlaceholderValues?.GetValueOrDefault("PropertyName") is string title)
        {
            message = message.Replace($"'{title}' ", string.Empty, StringComparison.Ordinal);
        }

        return $"{string.Join('.', fault.PropertyName.Split('.').Select(keys.Apply))} {message}";
    }

    [GeneratedRegex("^Property ('[^']*') not found on type")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("^Missing properties, (.*) in source yaml")]
    private static partial Regex MissingKeys();

    [GeneratedRegex("^Encountered duplicate key (.*)$")]
    private static partial Regex DoubledKey();
}
