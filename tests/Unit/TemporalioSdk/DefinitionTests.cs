using System.Linq.Expressions;
using Temporalio.Activities;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class DefinitionTests
{
    private readonly int field = 4;

    [Fact]
    public void Extract_ConstantsVariablesAndExpressions_AreEvaluated()
    {
        var local = new[] { 1, 2 };
        Expression<Func<ITarget, Task<int>>> lambda = t => t.AddAsync(field, local.Length + local[0], null);

        var (method, args) = ExpressionCall.Extract(lambda);

        method.Name.ShouldBe(nameof(ITarget.AddAsync));
        args.ShouldBe([4, 3, null]);
    }

    [Fact]
    public void Extract_ConversionToTheParameterType_IsKept()
    {
        var small = (short)5;
        Expression<Func<ITarget, Task<int>>> lambda = t => t.AddAsync(small, 0, "x");

        ExpressionCall.Extract(lambda).Arguments.First().ShouldBeOfType<int>().ShouldBe(5);
    }

    [Fact]
    public void Extract_NotOneCall_Throws()
    {
        Expression<Func<ITarget, int>> sum = t => 1 + 2;
        Expression<Func<ITarget, Task<int>>> elsewhere = t => Other().AddAsync(1, 2, null);

        Should.Throw<ArgumentException>(() => ExpressionCall.Extract(sum)).Message.ShouldContain("one method call");
        Should.Throw<ArgumentException>(() => ExpressionCall.Extract(elsewhere)).Message.ShouldContain("lambda's parameter");
    }

    [Fact]
    public void Create_NamesByDefaultAndByAttribute()
    {
        WorkflowDefinition.Create<Named>().Name.ShouldBe("other-name");
        WorkflowDefinition.Create<SignalWorkflow>().Name.ShouldBe("SignalWorkflow");
        WorkflowDefinition.Create<INamed>().Name.ShouldBe("Named");
        WorkflowDefinition.Create<INamed>().Instantiable.ShouldBeFalse();
        WorkflowDefinition.Create<SignalWorkflow>().Signals.Keys.ShouldBe(["Add", "Stop"], ignoreOrder: true);
    }

    [Fact]
    public void Create_BrokenWorkflow_ListsEveryFault()
    {
        var message = Should.Throw<ArgumentException>(() => WorkflowDefinition.Create<Broken>()).Message;

        message.ShouldContain("RunAsync must be a public instance method");
        message.ShouldContain("Bad must return a task");
        message.ShouldContain("query Ask must return a value");
        message.ShouldContain("no public constructor without parameters");
    }

    [Fact]
    public void CreateInstance_InitConstructor_GetsTheArguments() =>
        ((WithInit)WorkflowDefinition.Create<WithInit>().CreateInstance(["x"])).Name.ShouldBe("x");

    [Fact]
    public async Task ActivityDefinition_OptionalParameterMissing_TakesItsDefault()
    {
        var definition = ActivityDefinition.CreateAll(new Acts()).Single(one => one.Name == "Add");

        definition.RequiredParameterCount.ShouldBe(1);
        (await definition.InvokeAsync([1])).ShouldBe(11);
        (await definition.InvokeAsync([1, 2])).ShouldBe(3);
    }

    [Fact]
    public async Task ActivityDefinition_Exception_ComesOutUnwrapped()
    {
        var definition = ActivityDefinition.CreateAll(new Acts()).Single(one => one.Name == "fail-now");

        await Should.ThrowAsync<FormatException>(() => definition.InvokeAsync([]));
    }

    [Fact]
    public void ActivityDefinition_TypeWithoutActivities_SaysThatItIsNotInherited() =>
        Should.Throw<ArgumentException>(() => ActivityDefinition.CreateAll(this)).Message.ShouldContain("not inherited");

    [Fact]
    public void DeterministicRandom_SameSeed_SameNumbersOnEveryMachine()
    {
        var random = new DeterministicRandom(42);
        var again = new DeterministicRandom(42);

        // First outputs of xoshiro256** seeded by SplitMix64 from 42 (Vigna's reference C, splitmix64.c and xoshiro256starstar.c).
        var bytes = new byte[16];
        random.NextBytes(bytes);
        BitConverter.ToUInt64(bytes).ShouldBe(1546998764402558742UL);
        BitConverter.ToUInt64(bytes, 8).ShouldBe(6990951692964543102UL);
        Enumerable.Range(0, 100).Select(_ => again.Next(10)).ShouldAllBe(value => value >= 0 && value < 10);
    }

    private static ITarget Other() => throw new InvalidOperationException();

    public interface ITarget
    {
        Task<int> AddAsync(int left, int right, string? note);
    }

    [Workflow]
    public interface INamed
    {
        [WorkflowRun]
        Task RunAsync();
    }

    [Workflow("other-name")]
    public sealed class Named
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public sealed class Broken
    {
        public Broken(int unused) => _ = unused;

        [WorkflowSignal]
        public void Bad()
        {
        }

        [WorkflowQuery]
        public Task Ask() => Task.CompletedTask;

        [WorkflowRun]
        private static Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public sealed class WithInit
    {
        [WorkflowInit]
        public WithInit(string name) => Name = name;

        public string Name { get; }

        [WorkflowRun]
        public Task RunAsync(string name) => Task.CompletedTask;
    }

    public sealed class Acts
    {
        [Activity]
        public async Task<int> AddAsync(int left, int right = 10)
        {
            await Task.Yield();
            return left + right;
        }

        [Activity("fail-now")]
        public void Fail() => throw new FormatException();
    }
}
