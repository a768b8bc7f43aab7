using System.Globalization;
using Assay.Artifacts.Durability;
using Assay.Cli.Deployment;
using Assay.Cli.Hosting;

namespace Assay.Cli.Doctor;

/// <summary>Whether the artifact store that <c>temporal.yaml</c> names can be used, and has room where it is a folder.</summary>
internal sealed class StoreCheck : IDoctorCheck
{
    private const long EnoughMegabytes = 1000;

    public string Item => "artifact store";

    public Task<IReadOnlyList<Finding>> LookAsync(DoctorContext context, CancellationToken cancellationToken) => Task.FromResult(Look(context));

    private IReadOnlyList<Finding> Look(DoctorContext context)
    {
        var artifacts = context.Deployment.Settings.Artifacts ?? new ArtifactSettings();
        if (context.Home is not { } home)
        {
            return artifacts.Store == ArtifactSettings.Home ? [Finding.Later(Item, "made with the home by the first run")] : [];
        }

        var warnings = new List<string>();
        using var store = ArtifactStores.Open(home, context.Deployment, new DurableFiles(), context.Time, warnings.Add);
        var findings = new List<Finding>();
        var folder = artifacts.Store switch
        {
            ArtifactSettings.Home => home.Path,
            ArtifactSettings.Shared => artifacts.Folder,
            _ => null,
        };
        if (folder is not null)
        {
            var free = new DriveInfo(folder).AvailableFreeSpace >> 20;
            var detail = string.Create(CultureInfo.InvariantCulture, $"{folder}, {free} MB free");
            findings.Add(free >= EnoughMegabytes ? Finding.Ok(Item, detail) : new Finding(Item, "low", $"{detail}; a few runs need {EnoughMegabytes} MB"));
        }
        else
        {
            findings.Add(Finding.Ok(Item, $"{artifacts.S3!.Endpoint}, bucket {artifacts.S3.Bucket}"));
        }

        findings.AddRange(warnings.Select(warning => Finding.Ok(Item, "note: " + warning)));
        return findings;
    }
}
