using System.Net;
using System.Text;
using Assay.Reporting.Pages;

namespace Assay.Reporting.Html;

/// <summary>Builds one self-contained page; every text is escaped, pictures are given as SVG that this project drew.</summary>
internal sealed class HtmlPage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:66rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "h1{font-size:1.6rem;margin-bottom:.5rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}figure{margin:0}.wide{overflow-x:auto}"
        + "table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.25rem .7rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}"
        + "thead th{border-bottom:2px solid #999;vertical-align:bottom}td.n,th.n{text-align:right}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}.wide{font-size:14px}"
        + ".facts th{font-weight:normal;color:#555;white-space:nowrap}.best td{background:#e3f2fb;font-weight:600}"
        + "svg{width:100%;height:auto;font-size:12px}.mark{background:#fff3cd;border:1px solid #e0c36a;padding:.5rem .8rem}"
        + "@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}td,th{border-color:#333}.facts th{color:#aaa}"
        + ".best td{background:#12344a}.mark{background:#3a3213;border-color:#6b5b1e}}"
        + "@media print{body{margin:0;max-width:none}h2{break-after:avoid}figure,tr{break-inside:avoid}}";

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

    /// <summary>Names and values, without a heading row.</summary>
    public HtmlPage Facts(IEnumerable<(string Name, string Value)> facts)
    {
        text.Append("<table class=\"facts\"><tbody>\n");
        foreach (var (name, value) in facts)
        {
            text.Append("<tr><th scope=\"row\">").Append(WebUtility.HtmlEncode(name)).Append("</th><td>")
                .Append(WebUtility.HtmlEncode(value)).Append("</td></tr>\n");
        }

        text.Append("</tbody></table>\n");
        return this;
    }

    public HtmlPage List(IEnumerable<string> items)
    {
        text.Append("<ul>\n");
        foreach (var item in items)
        {
            Element("li", item);
        }

        text.Append("</ul>\n");
        return this;
    }

    public HtmlPage Table(PageTable table)
    {
        text.Append("<div class=\"wide\"><table><thead>");
        Row(table.Header, "th", table.FirstNumericColumn, isMarked: false);
        text.Append("</thead><tbody>\n");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            Row(table.Rows[row], "td", table.FirstNumericColumn, row == table.MarkedRow);
        }

        text.Append("</tbody></table></div>\n");
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

    private void Row(IReadOnlyList<string> cells, string element, int firstNumeric, bool isMarked)
    {
        text.Append(isMarked ? "<tr class=\"best\">" : "<tr>");
        for (var i = 0; i < cells.Count; i++)
        {
            text.Append('<').Append(element).Append(i >= firstNumeric ? " class=\"n\">" : ">")
                .Append(WebUtility.HtmlEncode(cells[i])).Append("</").Append(element).Append('>');
        }

        text.Append("</tr>\n");
    }
}
