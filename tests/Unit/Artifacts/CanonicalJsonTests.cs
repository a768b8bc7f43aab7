using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Artifacts;
using Assay.Artifacts.Json;
using Assay.Domain;
using CsCheck;

namespace Assay.Tests.Unit.Artifacts;

public sealed class CanonicalJsonTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Gen<string> Words = Gen.String[Gen.OneOf(Gen.Char['\0', '~'], Gen.Char['\u00a0', '\u07ff']), 0, 5];

    /// <summary>Objects and lists within one another, of words, whole and other numbers, true, false and null.</summary>
    private static readonly Gen<JsonNode> Documents = Gen.Recursive<JsonNode>((depth, inner) => Gen.Frequency(
        (2, Words.Select(word => (JsonNode)word)),
        (1, Gen.Int.Select(number => (JsonNode)number)),
        (1, Gen.Double[-1e6, 1e6].Select(number => (JsonNode)number)),
        (1, Gen.Bool.Select(truth => (JsonNode)truth)),
        (depth < 4 ? 2 : 0, Gen.Null(inner).Array[0, 4].Select(items => (JsonNode)new JsonArray(items))),
        (depth < 4 ? 3 : 0, Gen.Dictionary(Words, Gen.Null(inner))[0, 4].Select(entries => (JsonNode)new JsonObject(entries!)))));

    /// <summary>The published vectors of RFC 8785's author (github.com/cyberphone/json-canonicalization, testdata).</summary>
    public static TheoryData<string, string> Vectors => new()
    {
        // arrays
        { """[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""" },

        // french
        {
            """{ "peach": "This sorting order", "péché": "is wrong according to French", "pêche": "but canonicalization MUST", "sin":   "ignore locale" }""",
            """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}"""
        },

        // structures
        {
            """{ "1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ {"e": "yes","E": "no" } ], "A": { } }""",
            """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"""
        },

        // unicode
        { """{ "Unnormalized Unicode":"A\u030a" }""", "{\"Unnormalized Unicode\":\"A\u030a\"}" },

        // values
        {
            """{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }""",
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"""
        },

        // weird
        {
            """{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\u000a": "Newline", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley", "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }""",
            "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Canonicalize_PublishedVector_GivesThePublishedOutput(string input, string expected) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(input))).ShouldBe(expected);

    /// <summary>RFC 8785, appendix B, and the samples of the vectors' README.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0x4340000000000001, "9007199254740994")]
    [InlineData(0x4340000000000002, "9007199254740996")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Serialize_Double_IsWrittenAsEcmaScriptDoes(ulong bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);

        Text(value).ShouldBe(expected);
        double.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value);
    }

    [Fact]
    public void Serialize_AnyFiniteDouble_ReadsBackAsItself() => Gen.Double.Where(double.IsFinite).Holds(10_000, value =>
        double.Parse(Text(value), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(value));

    [Fact]
    public void Canonicalize_AnyDocument_LaysEveryLayoutOutTheSameAndKeepsWhatItSays() => Documents.Holds(500, document =>
    {
        var canonical = CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(document.ToJsonString(Indented)));

        CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(document)).ShouldBe(canonical);
        CanonicalJson.Canonicalize(canonical).ShouldBe(canonical);
        JsonNode.DeepEquals(JsonNode.Parse(canonical), document).ShouldBeTrue();
    });

    [Fact]
    public void Serialize_Record_NamesSnakeCaseSortedAndNullKept() =>
        Text(new Figures(1.5, null, Kind.MaxSharpe, new TradingDate(2018, 2, 7), new Dictionary<string, int> { ["b"] = 1, ["BRK.B"] = 2 }))
            .ShouldBe("""{"as_of":"2018-02-07","by_symbol":{"BRK.B":2,"b":1},"kind":"max_sharpe","sharpe_ratio":1.5,"sortino":null}""");

    [Fact]
    public void Deserialize_WhatWasSerialized_GivesAnEqualValue()
    {
        var value = new Outer(new Figures(0.1, -1e-9, Kind.EqualWeight, new TradingDate(1969, 12, 31), new Dictionary<string, int>()), [0.1f, 1e-8f]);

        var read = CanonicalJson.Deserialize<Outer>(CanonicalJson.Serialize(value));

        CanonicalJson.Serialize(read).ShouldBe(CanonicalJson.Serialize(value));
        read.Figures.Sortino.ShouldBe(-1e-9);
        read.Weights.ShouldBe(value.Weights);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Serialize_NotFinite_ThrowsNamingThePath(double value)
    {
        var outer = new Outer(new Figures(value, null, Kind.EqualWeight, default, new Dictionary<string, int>()), []);

        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(outer)).Message.ShouldContain("$.figures.sharpe_ratio");
    }

    [Fact]
    public void Serialize_IntegerBeyondADouble_ThrowsNamingThePath()
    {
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(new { Volumes = new[] { 1L, (1L << 53) + 1 } })).Message
            .ShouldContain("9007199254740993 at $.Volumes[1]".Replace("Volumes", "volumes", StringComparison.Ordinal));
        Text(1L << 53).ShouldBe("9007199254740992");
        Text(-(1L << 53)).ShouldBe("-9007199254740992");
    }

    [Fact]
    public void Serialize_DecimalBeyondADouble_Throws()
    {
        Text(123.450m).ShouldBe("123.45");
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(0.12345678901234567890123m));
    }

    [Fact]
    public void Canonicalize_LoneSurrogateOrDuplicateKeyOrHugeNumber_Throws()
    {
        Should.Throw<ArtifactException>(() => CanonicalJson.Canonicalize("""{"a":"\ud800"}"""u8.ToArray())).Message.ShouldContain("$.a");
        Should.Throw<ArtifactException>(() => CanonicalJson.Canonicalize("""{"a":1,"a":2}"""u8.ToArray()));
        Should.Throw<ArtifactException>(() => CanonicalJson.Canonicalize("[1e999]"u8.ToArray())).Message.ShouldContain("$[0]");
        Should.Throw<ArtifactException>(() => CanonicalJson.Canonicalize("{"u8.ToArray()));
    }

    [Fact]
    public void Deserialize_UnknownOrMissingKey_Throws()
    {
        Should.Throw<ArtifactException>(() => CanonicalJson.Deserialize<Pair>("""{"a":1,"b":2,"c":3}"""u8));
        Should.Throw<ArtifactException>(() => CanonicalJson.Deserialize<Pair>("""{"a":1}"""u8));
        CanonicalJson.Deserialize<Pair>("""{"b":1,"a":2}"""u8).ShouldBe(new Pair(2, 1));
    }

    private static string Text<T>(T value) => Encoding.UTF8.GetString(CanonicalJson.Serialize(value));

    private enum Kind
    {
        EqualWeight,
        MaxSharpe,
    }

    private sealed record Pair(int A, int B);

    private sealed record Figures(double SharpeRatio, double? Sortino, Kind Kind, TradingDate AsOf, IReadOnlyDictionary<string, int> BySymbol);

    private sealed record Outer(Figures Figures, IReadOnlyList<float> Weights);
}
