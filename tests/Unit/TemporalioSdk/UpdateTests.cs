using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class UpdateTests
{
    private static HistoryBuilder Begin => new HistoryBuilder().Started("UpdateWorkflow").TaskStarted();

    [Fact]
    public void Live_Update_IsAcceptedAndCompletedWithACommandForEach()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));

        var commands = harness.Live(Begin, RunHarness.Update("u1", "Add", "a"));

        commands.Select(command => command.ProtocolMessageCommandAttributes.MessageId).ShouldBe(["u1/accept", "u1/complete"]);
        harness.Answers().ShouldBe(["accepted u1 after 2", "completed u1: 1"]);
    }

    [Fact]
    public void Live_ValidatorThrows_IsRejectedWithoutACommandAndTheTaskCanBeForgotten()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));
        harness.Live(Begin);
        var speculative = Begin.TaskCompleted().TaskStarted();

        harness.Live(speculative, RunHarness.Update("u1", "Add", string.Empty)).ShouldBeEmpty();
        harness.Answers().ShouldBe(["rejected u1: an item needs a name"]);
        harness.ForgetLiveTask();

        // The service gives the ids of the dropped task to what comes next.
        var next = Begin.TaskCompleted().Signaled("Note", "n").Signaled("Stop").TaskStarted();
        RunHarness.Result<string>(harness.Live(next)).ShouldBe("n");
    }

    [Theory]
    [InlineData("Missing", "has no update Missing; it has: Add, Fail, fetch")]
    [InlineData("Add", "1 arguments are required but 0 were given")]
    public void Live_UnknownOrUnreadableUpdate_IsRejectedWithTheReason(string name, string reason)
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));

        harness.Live(Begin, RunHarness.Update("u1", name)).ShouldBeEmpty();

        harness.Answers().Single().ShouldContain(reason);
    }

    [Fact]
    public void Live_ValidatorActs_IsRejectedAndGivesNoCommand()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));

        harness.Live(Begin, RunHarness.Update("u1", "Add", "act")).ShouldBeEmpty();

        harness.Answers().Single().ShouldContain("tried to change the memo in a query, a validator or a condition");
    }

    [Fact]
    public void Live_HandlerThrowsAFailure_IsAcceptedAndFailed()
    {
        var harness = new RunHarness(typeof(UpdateWorkflow));

        harness.Live(Begin, RunHarness.Update("u1", "Fail", false)).Count.ShouldBe(2);

        harness.Answers().ShouldBe(["accepted u1 after 2", "failed u1: not possible"]);
    }

    [Fact]
    public void Live_HandlerThrowsABug_FailsTheTask() =>
        Should.Throw<InvalidOperationException>(() => new RunHarness(typeof(UpdateWorkflow)).Live(Begin, RunHarness.Update("u1", "Fail", true)))
            .Message.ShouldBe("a bug");

    [Fact]
    public void Live_SignalAndUpdatesInOneTask_AreHandledInOrderAndMayOverlap()
    {
        var history = new HistoryBuilder().Started("UpdateWorkflow").Signaled("Note", "first").TaskStarted();
        var harness = new RunHarness(typeof(UpdateWorkflow));

        harness.Live(history, RunHarness.Update("u1", "fetch", "x"), RunHarness.Update("u2", "Add", "second"));

        // The update that waits does not hold up the other.
        harness.Answers().ShouldBe(["accepted u1 after 2", "accepted u2 after 2", "completed u2: 2"]);
        history.TaskCompleted().UpdateAccepted("u1", "fetch", "x").ActivityScheduled("Echo", "1").UpdateAccepted("u2", "Add", "second").UpdateCompleted("u2")
            .Signaled("Stop").TaskStarted();
        harness.Live(history).ShouldBeEmpty();
        history.TaskCompleted().ActivityCompleted(7, "fetched").TaskStarted();

        var commands = harness.Live(history);

        commands.Select(command => command.CommandType).ShouldBe([CommandType.ProtocolMessage, CommandType.CompleteWorkflowExecution]);
        RunHarness.Result<string>(commands).ShouldBe("first,second by u2,fetched");
    }

    [Fact]
    public void Replay_AcceptedUpdates_GoOnAsTheLiveRunDid()
    {
        var history = new HistoryBuilder().Started("UpdateWorkflow").Signaled("Note", "first").Task()
            .UpdateAccepted("u1", "fetch", "x").ActivityScheduled("Echo", "1").UpdateAccepted("u2", "Add", "second").UpdateCompleted("u2")
            .Signaled("Stop").Task().ActivityCompleted(7, "fetched").TaskStarted();
        var harness = new RunHarness(typeof(UpdateWorkflow));

        RunHarness.Result<string>(harness.Live(history)).ShouldBe("first,second by u2,fetched");
        harness.Answers().ShouldBe(["completed u1: \"fetched\""]);
    }

    [Fact]
    public void Replay_AcceptedUpdate_IsNotValidatedAgain()
    {
        // A validator that became stricter must not break the history it once let through.
        var history = new HistoryBuilder().Started("UpdateWorkflow").Task().UpdateAccepted("u1", "Add", string.Empty).UpdateCompleted("u1").Signaled("Stop").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(UpdateWorkflow)).Live(history)).ShouldBe(" by u1");
    }

    [Fact]
    public void Replay_UpdateWithoutItsHandler_IsNondeterminism()
    {
        var history = new HistoryBuilder().Started("UpdateWorkflow").Task().UpdateAccepted("u1", "Gone").UpdateCompleted("u1").TaskStarted();

        Should.Throw<WorkflowNondeterminismException>(() => new RunHarness(typeof(UpdateWorkflow)).Live(history))
            .Message.ShouldContain("the history accepted update Gone (id u1) but the code cannot handle it");
    }

    [Fact]
    public void Live_SignalsWithoutHandler_AreKeptUntilThereIsOne()
    {
        var history = new HistoryBuilder().Started("LateHandlersWorkflow").Signaled("other", "o").Signaled("known", "k1").Signaled("known", "k2")
            .Task().TimerStarted("1").TimerFired("1").Task().TimerStarted("2").TimerFired("2").TaskStarted();

        RunHarness.Result<string>(new RunHarness(typeof(LateHandlersWorkflow)).Live(history)).ShouldBe("k1,k2,other:o");
    }

    [Fact]
    public void DynamicHandlers_GetNameAndRawValues()
    {
        var harness = new RunHarness(typeof(DynamicWorkflow));
        harness.Live(new HistoryBuilder().Started("DynamicWorkflow").TaskStarted(), RunHarness.Update("u1", "anything", 1, 2));

        harness.Answers()[1].ShouldBe("completed u1: \"anything with 2\"");
        harness.Query<string>("what", 1).ShouldBe("what with 1");
    }

    [Fact]
    public void Create_BrokenUpdates_ListsEveryFault()
    {
        var message = Should.Throw<ArgumentException>(() => WorkflowDefinition.Create<BrokenUpdates>()).Message;

        message.ShouldContain("NoTask must return a task");
        message.ShouldContain("validator Check must have the parameters of ChangeAsync");
        message.ShouldContain("validator Lost is for Nothing, which is no update");
        message.ShouldContain("dynamic signal AnyAsync must take the name (string) and the arguments (IRawValue[])");
    }

    [Workflow]
    public sealed class BrokenUpdates
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowUpdate]
        public int NoTask() => 1;

        [WorkflowUpdate]
        public Task ChangeAsync(int value) => Task.FromResult(value);

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void Check(string value) => ArgumentNullException.ThrowIfNull(value);

        [WorkflowUpdateValidator("Nothing")]
        public void Lost() => ArgumentNullException.ThrowIfNull(this);

        [WorkflowSignal(Dynamic = true)]
        public Task AnyAsync(int value) => Task.FromResult(value);
    }
}
