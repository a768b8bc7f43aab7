using System.Text.Json;
using Assay.Tests.Interop.Programs;
using Assay.Tests.Support;

namespace Assay.Tests.Interop.Runs;

/// <summary>Releases that people decide, by the command line alone: what is refused, what each exit code is, and what is left.</summary>
public sealed class ReleaseDecisionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SmallMarket market = SmallMarket.Lenient();

    private string Home => folder.File("home");

    public void Dispose()
    {
        market.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void TwoReleasesAndARollback_ByCommands()
    {
        Run("run", "--approvals", "wait").Output.ShouldContain("waits for people");
        Directory.Exists(folder.File("home/live")).ShouldBeFalse();
        File.Exists(folder.File("home/release/development/active.json")).ShouldBeFalse();

        // Nothing is deployed before it is signed, by the right keys, and everything is waived.
        var early = Fails(3, "release", "deploy", "--reason", "now");
        early.ShouldStartWith("assay: It cannot be deployed yet: approval of engineering_lead, risk_manager is missing; a waiver of ");
        Fails(2, "release", "approve").ShouldContain("--role");
        Fails(2, "release", "approve", "--role", "janitor").ShouldContain("'janitor' is not known");
        Fails(1, "release", "approve", "--role", "release").ShouldContain("'release' is no role that approves this release");
        Fails(1, "release", "approve", "--role", "risk_manager", "--key", Key("engineering_lead")).ShouldContain("No key of risk_manager in the development trust policy signed this");
        Fails(1, "release", "approve", "--role", "risk_manager", "--key", folder.File("no.pem")).ShouldContain("cannot be read");
        Fails(1, "release", "approve", "--role", "risk_manager", "--release", "other").ShouldContain("No release 'other' waits");
        Done("release", "approve", "--role", "risk_manager", "--key", Key("risk_manager")).ShouldContain("missing: the approval of engineering_lead");
        Fails(1, "release", "approve", "--role", "risk_manager").ShouldContain("risk_manager has approved already.");
        Done("release", "approve", "--role", "engineering_lead");
        Fails(1, "release", "waive", "--flag", "other", "--reason", "known").ShouldContain("Flag 'other' is not open; open are ");
        Fails(2, "release", "waive", "--flag", "price_returns_only", "--reason", " ").ShouldContain("the reason is empty");
        Fails(1, "release", "rollback", "--reason", "now").ShouldContain("nothing to roll back");
        WaiveAll();
        using (var deployed = Json("release", "deploy", "--reason", "the audit is sound", "--who", "ann"))
        {
            deployed.RootElement.GetProperty("outcome").GetString().ShouldBe("released");
            deployed.RootElement.GetProperty("active").GetProperty("version").GetInt32().ShouldBe(1);
            deployed.RootElement.GetProperty("monitoring").GetString().ShouldBe("monitor-1");
        }

        Done("release", "verify").ShouldStartWith("Release 1 holds: the release key's signature, 2 approvals, ");
        Fails(1, "release", "approve", "--role", "risk_manager").ShouldContain("No release waits for people in this home");

        // A second champion, rejected once, then deployed over the first.
        market.Set("models.yaml", "      max_rounds", "42");
        market.Set("models.yaml", "      trees", "22");
        market.Set("gates.yaml", "  minimum_sharpe_uplift", "0");
        market.Set("gates.yaml", "  minimum_uplift_probability", "0");
        Run("run", "--approvals", "wait");
        Done("release", "reject", "--reason", "later").ShouldContain("is rejected; the active release stays as it is.");
        ActiveVersion().ShouldBe(1);
        Run("run", "--approvals", "wait", "--major");
        Done("release", "approve", "--role", "risk_manager");
        Done("release", "approve", "--role", "engineering_lead");
        WaiveAll();
        Fails(3, "release", "deploy", "--reason", "better").ShouldContain("approval of business_owner is missing");
        Done("release", "approve", "--role", "business_owner");
        Done("release", "deploy", "--reason", "better").ShouldStartWith("Release 2 is active: ");

        // A tampered target is refused and the active release stays; whole again, it comes back as a new version.
        var manifest = folder.File("home/release/development/versions/000001/manifest.dsse.json");
        var sound = File.ReadAllText(manifest);
        File.WriteAllText(manifest, sound.Replace("\"payload\":\"", "\"payload\":\"AA", StringComparison.Ordinal));
        Fails(1, "release", "rollback", "--reason", "it lost", "--to", "1");
        ActiveVersion().ShouldBe(2);
        File.WriteAllText(manifest, sound);
        Fails(1, "release", "rollback", "--reason", "it lost", "--to", "2").ShouldContain("Release 2 is active already");
        Fails(1, "release", "rollback", "--reason", "it lost", "--to", "9").ShouldContain("There is no release 9");
        using (var back = Json("release", "rollback", "--reason", "it lost", "--who", "ann"))
        {
            back.RootElement.GetProperty("to").GetInt32().ShouldBe(1);
            var release = back.RootElement.GetProperty("release");
            release.GetProperty("version").GetInt32().ShouldBe(3);
            release.GetProperty("switch_seconds").GetDouble().ShouldBeLessThan(1);
        }

        ActiveVersion().ShouldBe(3);
        Done("release", "verify", "--version", "3");
        using var history = Json("release", "history");
        history.RootElement.EnumerateArray().Select(line => line.GetProperty("decision").GetString()).ShouldBe(["release", "release", "rollback"]);
        history.RootElement.EnumerateArray().Select(line => line.GetProperty("active").GetBoolean()).ShouldBe([false, false, true]);
        history.RootElement[2].GetProperty("decided_by").GetString().ShouldBe("ann");
    }

    [Fact]
    public void Look_HomeWithoutReleases_SaysSo()
    {
        Fails(1, "release", "status").ShouldContain("There is no home");
        Directory.CreateDirectory(Home);

        Done("release", "history").ShouldBe("There is no release in this home; 'assay run' makes one.\n");
        Done("release", "status").ShouldBe("No release is active.\n");
        Fails(1, "release", "verify").ShouldContain("there is nothing to verify");
        Fails(2, "run", "--major").ShouldContain("add --approvals wait");
        Directory.Exists(folder.File("home/release")).ShouldBeFalse();
    }

    private string Key(string role) => folder.File($"home/keys/development/{role}.pem");

    private ProgramResult Run(params IReadOnlyList<string> arguments)
    {
        var result = AssayProgram.Run(market.Root, [.. arguments, "--home", Home]);
        result.ExitCode.ShouldBe(0, result.Error);
        return result;
    }

    private string Done(params IReadOnlyList<string> arguments) => Run(arguments).Output;

    private JsonDocument Json(params IReadOnlyList<string> arguments) => JsonDocument.Parse(Run([.. arguments, "--json"]).Output);

    /// <summary>The one sentence with which a command fails.</summary>
    private string Fails(int exitCode, params IReadOnlyList<string> arguments)
    {
        var result = AssayProgram.Run(market.Root, [.. arguments, "--home", Home]);
        result.ExitCode.ShouldBe(exitCode, result.Output + result.Error);
        result.Output.ShouldBeEmpty();
        return result.Error.Split('\n').Where(line => line.StartsWith("assay: ", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    private void WaiveAll()
    {
        using var status = Json("release", "status");
        foreach (var flag in status.RootElement.GetProperty("waiting")[0].GetProperty("status").GetProperty("open_flags").EnumerateArray())
        {
            Done("release", "waive", "--flag", flag.GetProperty("id").GetString()!, "--reason", "known and borne");
        }
    }

    private int ActiveVersion()
    {
        using var status = Json("release", "status");
        return status.RootElement.GetProperty("active").GetProperty("version").GetInt32();
    }
}
