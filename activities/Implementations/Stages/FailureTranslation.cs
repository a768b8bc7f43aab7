using Assay.Domain;
using Assay.Native;
using Temporalio.Exceptions;

namespace Assay.Activities.Stages;

/// <summary>
/// Turns failures into what the workflow engine understands: only transient ones (network, contention) are retried. A bug is not retried
/// either, since the same input meets the same code.
/// </summary>
internal static class FailureTranslation
{
    public static Exception Of(Exception failure) => failure switch
    {
        OperationCanceledException or ApplicationFailureException => failure,
        AssayException known => new ApplicationFailureException(known.Message, known, known.GetType().Name, nonRetryable: !known.IsTransient),
        NativeLibraryMissingException missing => new ApplicationFailureException(missing.Message, missing, missing.GetType().Name, nonRetryable: true),
        OutOfMemoryException memory => new ApplicationFailureException(
            "The machine has too little memory for this step; free some, or take fewer symbols or a shorter period.", memory, nameof(OutOfMemoryException), nonRetryable: true),
        _ => new ApplicationFailureException(
            $"This is a fault of the program, not of the input ({failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}); the log holds the details.",
            failure,
            failure.GetType().Name,
            nonRetryable: true),
    };
}
