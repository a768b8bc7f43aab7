using System.Net;
using System.Text;

namespace Assay.Reporting.Html;

/// <summary>Builds one self-contained page; every text is escaped, pictures are given as SVG that this project drew.</summary>
internal sealed class HtmlPage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;margin:.5rem 0}"
        + "td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd;text-align:left}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
        + "svg{width:100%;height:auto;font-size:12px}.mark{background:#fff3cd;border:1px solid #e0c36a;padding:.5rem .8rem}"
        + ".bad{color:#a33}.good{color:#186a3b}"
        + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}td,th{border-color:#333}.mark{background:#3a3213;border-color:#6b5b1e}}";

    private readonly StringBuilder text = new();

    public HtmlPage(string title)
    {
        text.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(WebUtility.HtmlEncode(title)).Append("</title><style>").Append(Style).Append("</style></head><body>\n<h1>")
            .Append(WebUtility.HtmlEncode(title)).Append("</h1>\n");
    }

    public HtmlPage Heading(string heading) => Element("h2", heading);

    public HtmlPage Paragraph(string paragraph) => Element("p", paragraph);

    public HtmlPage Mark(string paragraph)
    {
        text.Append("<p class=\"mark\">").Append(WebUtility.HtmlEncode(paragraph)).Append("</p>\n");
        return this;
    }

    public HtmlPage Picture(string svg)
    {
        text.Append("<figure>").Append(svg).Append("</figure>\n");
        return this;
    }

    /// <summary>A table; columns from <paramref name="firstNumeric"/> on are numbers, to the right.</summary>
    public HtmlPage Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, int firstNumeric)
    {
        text.Append("<table><thead>");
        Row(header, "th", firstNumeric);
        text.Append("</thead><tbody>\n");
        foreach (var row in rows)
        {
            Row(row, "td", firstNumeric);
        }

        text.Append("</tbody></table>\n");
        return this;
    }

    public byte[] Close()
    {
        text.Append("</body></html>\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private HtmlPage Element(string name, string content)
    {
        text.Append('<').Append(name).Append('>').Append(WebUtility.HtmlEncode(content)).Append("</").Append(name).Append(">\n");
        return this;
    }

    private void Row(IReadOnlyList<string> cells, string element, int firstNumeric)
    {
        text.Append("<tr>");
        for (var i = 0; i < cells.Count; i++)
        {
            text.Append('<').Append(element).Append(i >= firstNumeric ? " class=\"n\">" : ">")
                .Append(WebUtility.HtmlEncode(cells[i])).Append("</").Append(element).Append('>');
        }

        text.Append("</tr>\n");
    }
}
