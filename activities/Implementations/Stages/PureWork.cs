using Assay.Activities.Contracts;
using Assay.Domain;

namespace Assay.Activities.Stages;

/// <summary>One pure computation: what decides its result, and how to get it.</summary>
public sealed record PureWork<TResult>
{
    /// <summary>The run; never part of the key.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Name of the activity, part of the key.</summary>
    public required string Activity { get; init; }

    /// <summary>What it works on, for people; not part of the key.</summary>
    public required string Subject { get; init; }

    /// <summary>A type of the module that computes: its assembly and all it refers to make the code version.</summary>
    public required Type Module { get; init; }

    /// <summary>Everything besides the inputs that decides the result; hashed as canonical JSON.</summary>
    public required object Parameters { get; init; }

    /// <summary>What is read from the store.</summary>
    public required IReadOnlyList<ArtifactRef> Inputs { get; init; }

    /// <summary>Computes and stores the result.</summary>
    public required Func<CancellationToken, TResult> Compute { get; init; }

    /// <summary>The files of the result under the names the run's folder shows.</summary>
    public required Func<TResult, IReadOnlyList<NamedArtifact>> Files { get; init; }
}
