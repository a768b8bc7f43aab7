using System.Globalization;
using System.Net;
using System.Text;

namespace Assay.Reporting.Charts;

/// <summary>Appends SVG elements with invariant numbers of two decimals, so that the same data draws the same bytes.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder text = new();

    public SvgWriter(double width, double height, string label)
    {
        Append($"<svg viewBox=\"0 0 {width:0.##} {height:0.##}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\" xmlns=\"http://www.w3.org/2000/svg\">");
    }

    public void Line(double x1, double y1, double x2, double y2, string colour) =>
        Append($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{colour}\"/>");

    public void Rectangle(double x, double y, double width, double height, string fill) =>
        Append($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\"/>");

    public void Text(double x, double y, string anchor, string content, string colour = "currentColor") =>
        Append($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{WebUtility.HtmlEncode(content)}</text>");

    public void Path(string data, string stroke, string dashes = "none") =>
        Append($"<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\" stroke-dasharray=\"{dashes}\"/>");

    public string Close()
    {
        text.Append("</svg>");
        return text.ToString();
    }

    private void Append(FormattableString element) => text.Append(element.ToString(CultureInfo.InvariantCulture));
}
