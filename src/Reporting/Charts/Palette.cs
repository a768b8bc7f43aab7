namespace Assay.Reporting.Charts;

/// <summary>Colours that stay apart for people with colour-vision deficiency (Okabe and Ito, 2008).</summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#666666"];

    public static string Of(int index) => Colours[index % Colours.Length];
}
