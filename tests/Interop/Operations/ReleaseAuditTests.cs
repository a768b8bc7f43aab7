using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Operations;

/// <summary>The scheduled audit verifies the active release anew, and computes its latest published session again.</summary>
[Collection(nameof(ReleasedHomeCollection))]
public sealed class ReleaseAuditTests(ReleasedHome released)
{
    [Fact]
    public void Audit_PublishedSession_IsComputedAgainByteForByte()
    {
        using var home = released.Copy();

        var checks = Audit(home);

        checks["pointer"].ShouldStartWith("passed: ");
        checks["manifest"].ShouldStartWith("passed: ");
        checks["replay"].ShouldMatch("^passed: [0-9-]{10} computed again from its snapshot is the same byte for byte\\.$");
    }

    [Fact]
    public void Audit_PublishedSessionChangedByHand_SaysThatItCannotBeComputedAgain()
    {
        using var home = released.Copy();
        var signals = Directory.GetFiles(home.File("live"), "signals.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.SetAttributes(signals, FileAttributes.Normal);
        File.AppendAllText(signals, " ");

        Audit(home)["replay"].ShouldBe("skipped: There is no published session of this release to compute again.");
    }

    /// <summary>Triggers the audit and waits for its end: results and details of its checks by name.</summary>
    private Dictionary<string, string> Audit(TemporaryFolder home)
    {
        File.WriteAllText(home.File("temporal.yaml"), "schedules:\n  exchange: XNYS\n  audit: { at: '09:00', dayOfMonth: 1 }\n");
        using var serve = LivingProgram.Start(released.Root, "serve", "--home", home.Path).Until("serving");
        Schedules("apply");
        Schedules("trigger", "audit");
        serve.Until("ReverifyActive: done in ");

        var finding = Directory.GetFiles(home.File("artifacts/runs"), "finding.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        using var document = JsonDocument.Parse(File.ReadAllBytes(finding));
        document.RootElement.GetProperty("verified").GetBoolean().ShouldBeTrue();
        return document.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!,
            check => $"{check.GetProperty("result").GetString()}: {check.GetProperty("detail").GetString()}");

        void Schedules(params string[] arguments)
        {
            var result = AssayProgram.Run(released.Root, ["schedules", .. arguments, "--home", home.Path]);
            result.ExitCode.ShouldBe(0, result.Error);
        }
    }
}
