using Assay.Domain;
using Temporalio.Exceptions;

namespace Assay.Cli.Doctor;

/// <summary>Looks at one thing that a home needs, and changes nothing.</summary>
internal interface IDoctorCheck
{
    /// <summary>What stands in the line where the look itself fails.</summary>
    string Item { get; }

    /// <exception cref="AssayException">The look failed; the message is the finding.</exception>
    /// <exception cref="RpcException">The engine does not answer, or refuses.</exception>
    Task<IReadOnlyList<Finding>> LookAsync(DoctorContext context, CancellationToken cancellationToken);
}
