using Temporalio.Client.Grpc;

namespace Assay.Tests.Unit.TemporalioSdk.Grpc;

/// <summary>Expected texts follow gRPC's protocol over HTTP/2: percent-encoding, binary headers, timeouts.</summary>
public sealed class GrpcTextTests
{
    [Theory]
    [InlineData("plain text, as is", "plain text, as is")]
    [InlineData("100 %", "100 %25")]
    [InlineData("line\nnext", "line%0Anext")]
    [InlineData("Größe", "Gr%C3%B6%C3%9Fe")]
    [InlineData("✓ \U0001F600", "%E2%9C%93 %F0%9F%98%80")]
    public void Message_EncodedAndBack_IsTheSame(string message, string encoded)
    {
        GrpcStatusText.Encode(message).ShouldBe(encoded);
        GrpcStatusText.Decode(encoded).ShouldBe(message);
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("50% off", "50% off")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%c3%b6", "ö")]
    [InlineData("%FF", "\uFFFD")]
    public void Decode_NotQuiteAnEscape_IsKept(string encoded, string message) => GrpcStatusText.Decode(encoded).ShouldBe(message);

    [Theory]
    [InlineData("", new byte[] { })]
    [InlineData("AQ", new byte[] { 1 })]
    [InlineData("AQ==", new byte[] { 1 })]
    [InlineData("AQI=", new byte[] { 1, 2 })]
    [InlineData("AQID", new byte[] { 1, 2, 3 })]
    public void DecodeBinary_WithOrWithoutPadding_IsTheSame(string header, byte[] bytes)
    {
        GrpcStatusText.DecodeBinary(header).ShouldBe(bytes);
        GrpcStatusText.EncodeBinary(bytes).ShouldBe(header.TrimEnd('='));
    }

    [Fact]
    public void DecodeBinary_NotBase64_IsNull() => GrpcStatusText.DecodeBinary("?!").ShouldBeNull();

    [Theory]
    [InlineData(0.0000001, "1u")]
    [InlineData(0.0015, "1500u")]
    [InlineData(70, "70000000u")]
    [InlineData(100, "100000m")]
    [InlineData(100_000, "100000S")]
    [InlineData(0, "1n")]
    [InlineData(-1, "1n")]
    public void Timeout_Formatted_UsesTheFinestUnitWithRoom(double seconds, string header) =>
        GrpcTimeout.Format(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))).ShouldBe(header);

    [Theory]
    [InlineData("1H", 3600)]
    [InlineData("2M", 120)]
    [InlineData("3S", 3)]
    [InlineData("4m", 0.004)]
    [InlineData("5u", 0.000005)]
    [InlineData("600n", 0.0000006)]
    [InlineData("70000000u", 70)]
    [InlineData("99999999H", 359_999_996_400.0)]
    public void Timeout_Parsed_IsItsSpan(string header, double seconds)
    {
        GrpcTimeout.TryParse(header, out var timeout).ShouldBeTrue();

        timeout.Ticks.ShouldBe((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("S")]
    [InlineData("-5S")]
    [InlineData("5s")]
    [InlineData("123456789S")]
    [InlineData("1 S")]
    public void Timeout_Malformed_IsRefused(string header) => GrpcTimeout.TryParse(header, out _).ShouldBeFalse();
}
