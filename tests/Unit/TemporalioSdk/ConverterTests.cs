using System.Text.Json;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class ConverterTests
{
    private static readonly IPayloadConverter Payloads = DataConverter.Default.PayloadConverter;

    [Fact]
    public void ToPayload_Record_IsPlainJson()
    {
        var payload = Payloads.ToPayload(new Sample("a", 0.5));

        payload.Metadata["encoding"].ToStringUtf8().ShouldBe("json/plain");
        payload.Data.ToStringUtf8().ShouldBe("""{"Name":"a","Value":0.5}""");
        Payloads.ToValue<Sample>(payload).ShouldBe(new Sample("a", 0.5));
    }

    [Fact]
    public void ToPayload_Null_IsBinaryNullAndComesBackAsNull()
    {
        var payload = Payloads.ToPayload(null);

        payload.Metadata["encoding"].ToStringUtf8().ShouldBe("binary/null");
        payload.Data.IsEmpty.ShouldBeTrue();
        Payloads.ToValue<string?>(payload).ShouldBeNull();
        Payloads.ToValue<int?>(payload).ShouldBeNull();
        Should.Throw<ArgumentException>(() => Payloads.ToValue<int>(payload));
    }

    [Fact]
    public void ToPayload_Bytes_AreKeptAsTheyAre()
    {
        var payload = Payloads.ToPayload(new byte[] { 1, 0, 255 });

        payload.Metadata["encoding"].ToStringUtf8().ShouldBe("binary/plain");
        Payloads.ToValue<byte[]>(payload).ShouldBe([1, 0, 255]);
    }

    [Fact]
    public void ToPayload_OwnJsonOptions_AreUsed()
    {
        var converter = new DefaultPayloadConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web));

        converter.ToPayload(new Sample("a", 1)).Data.ToStringUtf8().ShouldBe("""{"name":"a","value":1}""");
    }

    [Fact]
    public void ToValue_UnknownEncoding_SaysWhich()
    {
        var payload = Payloads.ToPayload(1);
        payload.Metadata["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/odd");

        Should.Throw<ArgumentException>(() => Payloads.ToValue<int>(payload)).Message.ShouldContain("binary/odd");
    }

    [Fact]
    public void Failure_ApplicationWithCause_ComesBackWhole()
    {
        var thrown = new ApplicationFailureException(
            "outer", new FormatException("inner"), "BadInput", nonRetryable: true, details: ["x", 2], nextRetryDelay: TimeSpan.FromSeconds(3));

        var failure = Failure.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(ToFailure(thrown)));
        var back = ToException(failure).ShouldBeOfType<ApplicationFailureException>();

        back.Message.ShouldBe("outer");
        back.ErrorType.ShouldBe("BadInput");
        back.NonRetryable.ShouldBeTrue();
        back.NextRetryDelay.ShouldBe(TimeSpan.FromSeconds(3));
        back.Details.Count.ShouldBe(2);
        back.Details.ElementAt<int>(1).ShouldBe(2);
        var inner = back.InnerException.ShouldBeOfType<ApplicationFailureException>();
        inner.ErrorType.ShouldBe(nameof(FormatException));
        inner.Message.ShouldBe("inner");
    }

    [Fact]
    public void Failure_ThrownOn_KeepsItsOriginalMessage()
    {
        var original = new Failure { Message = "activity", ActivityFailureInfo = new() { ActivityId = "7" }, Cause = new() { Message = "cause", TimeoutFailureInfo = new() } };

        var exception = ToException(original);

        exception.ShouldBeOfType<ActivityFailureException>().InnerException.ShouldBeOfType<TimeoutFailureException>();
        ToFailure(exception).ShouldBe(original);
    }

    [Fact]
    public void IsCanceledException_ActivityFailureByCancellation_IsTrue()
    {
        TemporalException.IsCanceledException(ToException(new() { ActivityFailureInfo = new(), Cause = new() { CanceledFailureInfo = new() } })).ShouldBeTrue();
        TemporalException.IsCanceledException(ToException(new() { ActivityFailureInfo = new(), Cause = new() { TimeoutFailureInfo = new() } })).ShouldBeFalse();
        TemporalException.IsCanceledException(new TaskCanceledException()).ShouldBeTrue();
    }

    private static Failure ToFailure(Exception e) => DataConverter.Default.FailureConverter.ToFailure(e, Payloads);

    private static Exception ToException(Failure failure) => DataConverter.Default.FailureConverter.ToException(failure, Payloads);

    private sealed record Sample(string Name, double Value);
}
