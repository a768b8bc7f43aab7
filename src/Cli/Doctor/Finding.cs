namespace Assay.Cli.Doctor;

/// <summary>One line of <c>assay doctor</c>.</summary>
/// <param name="Item">What was looked at, at most 24 characters.</param>
/// <param name="Status"><c>ok</c>; <c>later</c> where it comes by itself; anything else needs attention.</param>
/// <param name="Detail">What is there, or what to do.</param>
internal sealed record Finding(string Item, string Status, string Detail)
{
    public bool NeedsAttention => Status is not ("ok" or "later");

    public static Finding Ok(string item, string detail) => new(item, "ok", detail);

    public static Finding Later(string item, string detail) => new(item, "later", detail);

    public static Finding Missing(string item, string detail) => new(item, "missing", detail);
}
