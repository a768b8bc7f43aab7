using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Assay.Tests.Unit.TemporalioSdk;

public sealed class SearchAttributeTests
{
    private static readonly SearchAttributeKey<string> Word = SearchAttributeKey.CreateKeyword("Word");
    private static readonly SearchAttributeKey<IReadOnlyCollection<string>> Words = SearchAttributeKey.CreateKeywordList("Words");
    private static readonly SearchAttributeKey<DateTimeOffset> At = SearchAttributeKey.CreateDateTimeOffset("At");

    [Fact]
    public void ToProto_EveryType_ComesBackTheSame()
    {
        var at = new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);
        var attributes = new SearchAttributeCollection.Builder()
            .Set(Word, "w").Set(Words, ["a", "b"]).Set(At, at)
            .Set(SearchAttributeKey.CreateText("Text"), "some text").Set(SearchAttributeKey.CreateLong("Long"), 7)
            .Set(SearchAttributeKey.CreateDouble("Double"), 0.5).Set(SearchAttributeKey.CreateBool("Bool"), true)
            .ToSearchAttributeCollection();

        var back = SearchAttributeCollection.FromProto(SearchAttributes.Parser.ParseFrom(attributes.ToProto().ToByteArray()));

        back.Select(key => key.Name).ShouldBe(["At", "Bool", "Double", "Long", "Text", "Word", "Words"]);
        back.Get(Word).ShouldBe("w");
        back.Get(Words).ShouldBe(["a", "b"]);
        back.Get(At).ShouldBe(at);
        back.Get(SearchAttributeKey.CreateLong("Long")).ShouldBe(7);
        back.Get(SearchAttributeKey.CreateDouble("Double")).ShouldBe(0.5);
        back.Get(SearchAttributeKey.CreateBool("Bool")).ShouldBeTrue();
        attributes.ToProto().IndexedFields["Words"].Metadata["type"].ToStringUtf8().ShouldBe("KeywordList");
    }

    [Fact]
    public void Get_OtherType_IsNotThere()
    {
        var attributes = new SearchAttributeCollection.Builder().Set(Word, "w").ToSearchAttributeCollection();

        attributes.TryGetValue(SearchAttributeKey.CreateLong("Word"), out _).ShouldBeFalse();
        Should.Throw<KeyNotFoundException>(() => attributes.Get(SearchAttributeKey.CreateText("Word")));
        attributes.ContainsKey("Word").ShouldBeTrue();
    }

    [Fact]
    public void FromProto_OldTypeNameAndNull_AreUnderstood()
    {
        var old = DataConverter.Default.PayloadConverter.ToPayload("w");
        old.Metadata["type"] = ByteString.CopyFromUtf8("INDEXED_VALUE_TYPE_KEYWORD");
        var none = DataConverter.Default.PayloadConverter.ToPayload(null);
        none.Metadata["type"] = ByteString.CopyFromUtf8("Keyword");

        var read = SearchAttributeCollection.FromProto(new() { IndexedFields = { ["Word"] = old, ["None"] = none } });

        read.Get(Word).ShouldBe("w");
        read.Count.ShouldBe(1);
    }

    [Fact]
    public void FromProto_NoType_SaysWhich() =>
        Should.Throw<ArgumentException>(() => SearchAttributeCollection.FromProto(new() { IndexedFields = { ["Odd"] = DataConverter.Default.PayloadConverter.ToPayload(1) } }))
            .Message.ShouldContain("Odd");
}
