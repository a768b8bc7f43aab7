using Assay.Tests.Temporal.Interop.Programs;

namespace Assay.Tests.Temporal.Interop.Witnesses;

/// <summary>The official client where the listener asks who comes.</summary>
public sealed class SecureTests(SecureGroup group) : IClassFixture<SecureGroup>
{
    [TypeScriptTheory]
    [InlineData("over TLS")]
    [InlineData("over mutual TLS")]
    [InlineData("with an API key")]
    [InlineData("plain text is refused")]
    [InlineData("a client without certificate is refused")]
    [InlineData("a certificate of another authority is refused")]
    [InlineData("a wrong API key is unauthenticated")]
    public void Secured_MeansTheSame(string name) => group.ShouldBeWell(name);

    [Fact]
    public void Cases_OfTheProgram_AreAllTested() =>
        group.Cases.Except(TestCases.Of(typeof(SecureTests), nameof(Secured_MeansTheSame)), StringComparer.Ordinal).ShouldBeEmpty();
}
