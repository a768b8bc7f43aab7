using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Grpc.Core;

namespace Assay.Tests.Unit.EmbeddedEngine;

public sealed class VisibilityTests : IDisposable
{
    private readonly ServerFixture fixture = new();

    private RawClient Client => fixture.Client;

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData("Stage = 'data'", "a")]
    [InlineData("Stage != 'data'", "b")]
    [InlineData("Stage IN ('data', 'models')", "b a")]
    [InlineData("Stage NOT IN ('models')", "a")]
    [InlineData("Stage STARTS_WITH 'mod'", "b")]
    [InlineData("Stage IS NULL", "c")]
    [InlineData("Stage IS NOT NULL AND NOT Stage = 'data'", "b")]
    [InlineData("Tags = 'red'", "b a")]
    [InlineData("Tags = 'red' AND Tags = 'blue'", "b")]
    [InlineData("Note = 'Quick'", "a")]
    [InlineData("Trials > 10", "b")]
    [InlineData("Trials BETWEEN 1 AND 10", "a")]
    [InlineData("Sharpe >= 1.5", "b")]
    [InlineData("DryRun = true", "a")]
    [InlineData("AsOf < '2018-03-01T00:00:00Z'", "a")]
    [InlineData("AsOf = '2018-04-01T00:00:00+00:00' OR WorkflowId = \"c\"", "c b")]
    [InlineData("(Trials = 5 OR Trials = 50) AND ExecutionStatus = 'Running'", "b")]
    [InlineData("ExecutionStatus = 'Completed'", "a")]
    [InlineData("ExecutionStatus IN ('Running', 'Failed') AND WorkflowType = 'Other'", "c")]
    [InlineData("WorkflowId STARTS_WITH 'b'", "b")]
    [InlineData("CloseTime IS NULL", "c b")]
    [InlineData("StartTime > '2026-01-05T09:00:30Z'", "c b")]
    [InlineData("StartTime BETWEEN '2026-01-05T09:00:30Z' AND '2026-01-05T09:01:30Z'", "b")]
    [InlineData("TaskQueue = 'work' AND HistoryLength > 2", "a")]
    [InlineData("ORDER BY WorkflowId", "a b c")]
    [InlineData("`WorkflowType` = 'Flow' ORDER BY Trials DESC", "b a")]
    [InlineData("ORDER BY StartTime DESC", "c b a")]
    public async Task List_Query_FindsThoseOnly(string query, string expected)
    {
        await FillAsync();

        var listed = await Client.ListAsync(query);

        string.Join(' ', listed.Executions.Select(e => e.Execution.WorkflowId)).ShouldBe(expected);
        (await Client.Service.CountWorkflowExecutionsAsync(
            new() { Namespace = "default", Query = query.Split("ORDER")[0] })).Count.ShouldBe(listed.Executions.Count);
    }

    [Theory]
    [InlineData("ExecutionStatus = 'Sleeping'")]
    [InlineData("WorkflowId = 'a' AND")]
    [InlineData("WorkflowId = 'a' OR 1=1")]
    [InlineData("WorkflowId = 'a'; DROP TABLE runs")]
    [InlineData("Nowhere = 'a'")]
    [InlineData("Trials = 'many'")]
    [InlineData("(WorkflowId = 'a'")]
    [InlineData("WorkflowId = 'a")]
    [InlineData("ORDER BY")]
    public async Task List_BadQuery_IsRefused(string query)
    {
        await RegisterAsync();

        (await Should.ThrowAsync<RpcException>(() => Client.ListAsync(query))).StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ORDER BY WorkflowId DESC")]
    public async Task List_Paged_ComesWholeAndInOrder(string query)
    {
        for (var i = 0; i < 5; i++)
        {
            await Client.StartAsync($"w{i}");
        }

        await Client.TerminateAsync("w4");
        await Client.TerminateAsync("w3");
        var ids = new List<string>();
        var token = ByteString.Empty;
        do
        {
            var page = await Client.ListAsync(query, 2, token);
            ids.AddRange(page.Executions.Select(e => e.Execution.WorkflowId));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);

        ids.ShouldBe(query.Length == 0 ? ["w2", "w1", "w0", "w4", "w3"] : ["w4", "w3", "w2", "w1", "w0"]);
    }

    [Fact]
    public async Task Count_GroupedByStatus_CountsEach()
    {
        await FillAsync();

        var counted = await Client.Service.CountWorkflowExecutionsAsync(new() { Namespace = "default", Query = "GROUP BY ExecutionStatus" });

        counted.Count.ShouldBe(3);
        counted.Groups.Select(g => (g.GroupValues[0].Data.ToStringUtf8(), g.Count)).ShouldBe([("\"Running\"", 2), ("\"Completed\"", 1)]);
    }

    [Fact]
    public async Task Start_UnknownOrMistypedAttribute_IsRefused()
    {
        await RegisterAsync();

        (await Should.ThrowAsync<RpcException>(() => StartAsync("a", "Flow", ("Nowhere", "\"x\"")))).Message.ShouldContain("Nowhere");
        (await Should.ThrowAsync<RpcException>(() => StartAsync("a", "Flow", ("Trials", "\"x\"")))).Message.ShouldContain("Trials");
    }

    [Fact]
    public async Task Upsert_ChangesTheIndexAndSurvivesReopening()
    {
        await FillAsync();
        var task = await Client.PollWorkflowAsync();
        await Client.CompleteTaskAsync(task.TaskToken, Upsert(("Stage", "\"report\""), ("Tags", "[]")));

        (await IdsAsync("Stage = 'report'")).ShouldBe(["b"]);
        (await IdsAsync("Tags = 'blue'")).ShouldBeEmpty();
        fixture.Reopen();
        (await IdsAsync("Stage = 'report'")).ShouldBe(["b"]);
        var attributes = (await Client.DescribeAsync("b")).WorkflowExecutionInfo.SearchAttributes.IndexedFields;
        attributes["Stage"].Metadata["type"].ToStringUtf8().ShouldBe("Keyword");
        attributes.ContainsKey("Tags").ShouldBeFalse();
    }

    [Fact]
    public async Task Upsert_UnknownAttribute_FailsTheTask()
    {
        await Client.StartAsync("w");
        var task = await Client.PollWorkflowAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => Client.CompleteTaskAsync(task.TaskToken, Upsert(("Nowhere", "1"))));

        failure.Message.ShouldContain("BadSearchAttributes");
    }

    [Fact]
    public async Task ModifyMemo_Upserts_ShownInDescribe()
    {
        await Client.StartAsync("w", r => r.Memo = new() { Fields = { ["kept"] = Json("1"), ["gone"] = Json("2") } });
        await Client.StepAsync(new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = new() { Fields = { ["new"] = Json("3"), ["gone"] = Json("null") } } },
        });

        (await Client.DescribeAsync("w")).WorkflowExecutionInfo.Memo.Fields.Keys.Order().ShouldBe(["kept", "new"]);
    }

    [Fact]
    public async Task Operator_AddListRemove_KeepsTheRegister()
    {
        await RegisterAsync();
        await RegisterAsync();
        var conflict = await Should.ThrowAsync<RpcException>(() => fixture.Server.OperatorService.AddSearchAttributesAsync(
            new() { Namespace = "default", SearchAttributes = { ["Stage"] = IndexedValueType.Int } }));
        conflict.StatusCode.ShouldBe(StatusCode.AlreadyExists);

        await fixture.Server.OperatorService.RemoveSearchAttributesAsync(new() { Namespace = "default", SearchAttributes = { "Note" } });
        fixture.Reopen();

        var listed = await fixture.Server.OperatorService.ListSearchAttributesAsync(new() { Namespace = "default" });
        listed.CustomAttributes.Keys.Order(StringComparer.Ordinal).ShouldBe(["AsOf", "DryRun", "Sharpe", "Stage", "Tags", "Trials"]);
        listed.SystemAttributes["ExecutionStatus"].ShouldBe(IndexedValueType.Keyword);
    }

    [Fact]
    public async Task ListClosed_ByType_FindsTheClosed()
    {
        await FillAsync();

        var closed = await Client.Service.ListClosedWorkflowExecutionsAsync(new() { Namespace = "default", TypeFilter = new() { Name = "Flow" } });
        var open = await Client.Service.ListOpenWorkflowExecutionsAsync(new() { Namespace = "default", ExecutionFilter = new() { WorkflowId = "c" } });

        closed.Executions.ShouldHaveSingleItem().Execution.WorkflowId.ShouldBe("a");
        open.Executions.ShouldHaveSingleItem().Execution.WorkflowId.ShouldBe("c");
    }

    private static Payload Json(string json) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(json),
    };

    private static Command Upsert(params (string Name, string Json)[] attributes)
    {
        var upserted = new SearchAttributes();
        foreach (var (name, json) in attributes)
        {
            upserted.IndexedFields.Add(name, Json(json));
        }

        return new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = upserted },
        };
    }

    private Task RegisterAsync() => fixture.Server.OperatorService.AddSearchAttributesAsync(new()
    {
        Namespace = "default",
        SearchAttributes =
        {
            ["Stage"] = IndexedValueType.Keyword,
            ["Tags"] = IndexedValueType.KeywordList,
            ["Note"] = IndexedValueType.Text,
            ["Trials"] = IndexedValueType.Int,
            ["Sharpe"] = IndexedValueType.Double,
            ["DryRun"] = IndexedValueType.Bool,
            ["AsOf"] = IndexedValueType.Datetime,
        },
    });

    /// <summary>a has ended, b and c run; c has no attributes; each starts a minute after the other.</summary>
    private async Task FillAsync()
    {
        await RegisterAsync();
        await StartAsync(
            "a", "Flow", ("Stage", "\"data\""), ("Tags", "[\"red\"]"), ("Note", "\"A quick, small run\""), ("Trials", "5"), ("Sharpe", "0.5"),
            ("DryRun", "true"), ("AsOf", "\"2018-02-07T00:00:00Z\""));
        await Client.StepAsync(Commands.Complete());
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        await StartAsync(
            "b", "Flow", ("Stage", "\"models\""), ("Tags", "[\"red\",\"blue\"]"), ("Note", "\"long\""), ("Trials", "50"), ("Sharpe", "1.5"),
            ("DryRun", "false"), ("AsOf", "\"2018-04-01T02:00:00+02:00\""));
        await fixture.AdvanceAsync(TimeSpan.FromMinutes(1));
        await StartAsync("c", "Other");
    }

    private Task<string> StartAsync(string id, string type, params (string Name, string Json)[] attributes) => Client.StartAsync(id, r =>
    {
        r.WorkflowType.Name = type;
        r.SearchAttributes = new();
        foreach (var (name, json) in attributes)
        {
            r.SearchAttributes.IndexedFields.Add(name, Json(json));
        }
    });

    private async Task<string[]> IdsAsync(string query) => [.. (await Client.ListAsync(query)).Executions.Select(e => e.Execution.WorkflowId)];
}
