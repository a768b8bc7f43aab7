using Assay.Tests.Temporal.Interop.Programs;

namespace Assay.Tests.Temporal.Interop.Witnesses;

/// <summary>The official client: every call means what it means on a Temporal cluster.</summary>
public sealed class ClientTests(ClientGroup group) : IClassFixture<ClientGroup>
{
    [TypeScriptTheory]
    [InlineData("system info tells capabilities")]
    [InlineData("health check serves")]
    [InlineData("namespace is described")]
    [InlineData("unknown namespace is not found")]
    [InlineData("unserved call is unimplemented")]
    [InlineData("start and result")]
    [InlineData("unicode and objects travel")]
    [InlineData("large payload travels compressed or not")]
    [InlineData("signal and query")]
    [InlineData("query of a closed workflow")]
    [InlineData("unknown query is refused")]
    [InlineData("signal with start")]
    [InlineData("update gives its result")]
    [InlineData("update is started and awaited")]
    [InlineData("same update id is done once")]
    [InlineData("validator rejects an update")]
    [InlineData("failed update keeps its failure")]
    [InlineData("update with start")]
    [InlineData("patch and memo of a workflow are seen")]
    [InlineData("same id is refused while it runs")]
    [InlineData("same id is taken over where asked")]
    [InlineData("used id is refused where asked")]
    [InlineData("failure has type, message and details")]
    [InlineData("failed activity keeps its causes")]
    [InlineData("activity is retried")]
    [InlineData("cancel reaches the workflow")]
    [InlineData("terminate ends at once")]
    [InlineData("run timeout closes")]
    [InlineData("start delay waits")]
    [InlineData("describe shows type, queue, status and memo")]
    [InlineData("describe shows the summary")]
    [InlineData("history is told in order")]
    [InlineData("result waits across continue-as-new")]
    [InlineData("list finds by type and status")]
    [InlineData("count counts")]
    [InlineData("schedule is described, listed and deleted")]
    [InlineData("schedule is paused, resumed and updated")]
    [InlineData("schedule is triggered")]
    [InlineData("schedule fires on its interval")]
    [InlineData("unknown workflow is not found")]
    [InlineData("call past its deadline ends")]
    [InlineData("call is aborted by its caller")]
    [InlineData("thirty workflows side by side")]
    public void OfficialClient_OnNetWorkflows_FindsTheCaseWell(string name) => group.ShouldBeWell(name);

    /// <summary>A case without a line above would fail unseen.</summary>
    [TypeScriptTheory]
    [InlineData(nameof(OfficialClient_OnNetWorkflows_FindsTheCaseWell))]
    public void EveryCase_HasItsTest(string test) => group.Cases.Except(TestCases.Of(GetType(), test)).ShouldBeEmpty();
}
