using Assay.Cli.Deployment;
using Assay.Cli.Hosting;

namespace Assay.Cli.Doctor;

/// <summary>What the checks look at.</summary>
/// <param name="Home">The home; null where none is there yet.</param>
/// <param name="Deployment">Its <c>temporal.yaml</c>.</param>
/// <param name="Kind">The engine that commands use.</param>
/// <param name="Engine">A connection to it; null where it cannot be reached, or is not there yet.</param>
/// <param name="Time">The clock.</param>
internal sealed record DoctorContext(HomeFolder? Home, DeploymentFile Deployment, EngineKind Kind, IEngine? Engine, TimeProvider Time);
