using Assay.Cli.Deployment;
using Assay.Cli.Hosting;
using Assay.Cli.Schedules;

namespace Assay.Cli.Doctor;

/// <summary>Whether the service knows the search attributes, and whether its schedules are those of <c>temporal.yaml</c>.</summary>
internal sealed class ScheduleCheck : IDoctorCheck
{
    public string Item => "schedules";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Engine is not { } engine)
        {
            return [];
        }

        var findings = new List<Finding>();
        var missing = await SearchAttributeRegistration.MissingAsync(engine.Client, cancellationToken);
        if (missing.Count > 0)
        {
            var detail = $"not registered: {string.Join(", ", missing.Select(key => key.Name))}";
            findings.Add(context.Kind == EngineKind.Temporal
                ? Finding.Missing("search attributes", detail + "; 'assay schedules apply' registers them")
                : Finding.Later("search attributes", detail + "; the next run registers them"));
        }

        var desired = ScheduleRun.DesiredOf(context.Deployment, context.Time);
        var changes = await new ScheduleSync(engine.Client, engine.TaskQueue, cancellationToken).PlanAsync(desired);
        if (changes.Count > 0)
        {
            findings.Add(new Finding(
                Item,
                "differ",
                $"{string.Join(", ", changes.Select(change => $"{change.Action} {change.Id}"))}: 'assay schedules apply' makes them those of {DeploymentFile.FileName}"));
        }
        else if (desired.Count > 0)
        {
            findings.Add(Finding.Ok(Item, $"{desired.Count}, as {DeploymentFile.FileName} has them"));
        }

        return findings;
    }
}
