namespace Assay.EmbeddedEngine.Visibility;

internal enum QueryTokenKind
{
    Word = 0,
    Text = 1,
    Number = 2,
    Sign = 3,
}
