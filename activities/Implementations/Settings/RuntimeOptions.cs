using FluentValidation;

namespace Assay.Activities.Settings;

/// <summary>How the work is spread over the machine; changes the time, never a result. <c>config/runtime.yaml</c>.</summary>
public sealed record RuntimeOptions
{
    public const string FileName = "runtime.yaml";

    /// <summary>Threads of one computation in managed code, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Activities that run at once in one worker, at least 1.</summary>
    public required int ConcurrentActivities { get; init; }
}

/// <summary>Ranges of <see cref="RuntimeOptions"/>.</summary>
public sealed class RuntimeOptionsValidator : AbstractValidator<RuntimeOptions>
{
    public RuntimeOptionsValidator()
    {
        RuleFor(options => options.Threads).InclusiveBetween(1, 256);
        RuleFor(options => options.ConcurrentActivities).InclusiveBetween(1, 256);
    }
}
