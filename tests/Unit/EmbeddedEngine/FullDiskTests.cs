using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class FullDiskTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task DiskFull_WorkIsRefusedNothingConfirmedIsLostAndItRecovers()
    {
        var input = Commands.Text(new string('x', 20_000));
        await Client.StartAsync("before", r => r.Input = input);
        fixture.Server.File.Execute("PRAGMA max_page_count=60");
        var confirmed = new List<string> { "before" };
        RpcException? refusal = null;
        for (var i = 0; i < 100 && refusal is null; i++)
        {
            try
            {
                await Client.StartAsync($"w{i}", r => r.Input = input);
                confirmed.Add($"w{i}");
            }
            catch (RpcException full)
            {
                refusal = full;
            }
        }

        refusal.ShouldNotBeNull().StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refusal.Message.ShouldContain("Free some disk space");
        (await Client.ListAsync("ORDER BY StartTime, WorkflowId")).Executions.Select(e => e.Execution.WorkflowId).ShouldBe(confirmed, ignoreOrder: true);
        (await Should.ThrowAsync<RpcException>(() => Client.StartAsync("still", r => r.Input = input))).StatusCode
            .ShouldBe(StatusCode.ResourceExhausted);

        fixture.Server.File.Execute("PRAGMA max_page_count=100000");
        await Client.StartAsync("after", r => r.Input = input);

        fixture.Reopen();
        var listed = (await Client.ListAsync("ExecutionStatus = 'Running'")).Executions.Select(e => e.Execution.WorkflowId);
        listed.ShouldBe([.. confirmed, "after"], ignoreOrder: true);
        (await Client.StepAsync(Commands.Complete())).Attempt.ShouldBe(1);
    }
}
