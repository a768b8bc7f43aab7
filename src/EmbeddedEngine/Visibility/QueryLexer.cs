using System.Globalization;
using System.Text;
using Assay.EmbeddedEngine.Calls;

namespace Assay.EmbeddedEngine.Visibility;

/// <summary>Cuts a visibility query into words, values and signs.</summary>
internal static class QueryLexer
{
    private static readonly string[] Signs = ["!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ","];

    public static List<QueryToken> Read(string query)
    {
        var tokens = new List<QueryToken>();
        for (var i = 0; i < query.Length;)
        {
            var c = query[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '\'' or '"')
            {
                tokens.Add(new(QueryTokenKind.Text, Quoted(query, ref i)));
            }
            else if (c == '`')
            {
                var end = query.IndexOf('`', i + 1);
                end = end < 0 ? throw Errors.Invalid($"invalid query: a ` is not closed in: {query}") : end;
                tokens.Add(new(QueryTokenKind.Word, query[(i + 1)..end]));
                i = end + 1;
            }
            else if (char.IsAsciiDigit(c) || (c is '-' or '+' or '.' && i + 1 < query.Length && (char.IsAsciiDigit(query[i + 1]) || query[i + 1] == '.')))
            {
                var start = i++;
                while (i < query.Length && (char.IsAsciiLetterOrDigit(query[i]) || query[i] == '.'
                    || (query[i] is '-' or '+' && query[i - 1] is 'e' or 'E')))
                {
                    i++;
                }

                var text = query[start..i];
                tokens.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                    ? new(QueryTokenKind.Number, text)
                    : throw Errors.Invalid($"invalid query: '{text}' is not a number; values that are no numbers stand in quotes."));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                var start = i;
                while (i < query.Length && (char.IsLetterOrDigit(query[i]) || query[i] is '_' or '-' or '.'))
                {
                    i++;
                }

                tokens.Add(new(QueryTokenKind.Word, query[start..i]));
            }
            else
            {
                var at = i;
                var sign = Signs.FirstOrDefault(s => query.AsSpan(at).StartsWith(s, StringComparison.Ordinal))
                    ?? throw Errors.Invalid($"invalid query: '{c}' has no meaning in: {query}");
                tokens.Add(new(QueryTokenKind.Sign, sign == "<>" ? "!=" : sign));
                i += sign.Length;
            }
        }

        return tokens;
    }

    private static string Quoted(string query, ref int i)
    {
        var quote = query[i++];
        var text = new StringBuilder();
        for (; i < query.Length; i++)
        {
            if (query[i] == '\\' && i + 1 < query.Length && query[i + 1] is '\'' or '"' or '\\')
            {
                text.Append(query[++i]);
            }
            else if (query[i] != quote)
            {
                text.Append(query[i]);
            }
            else if (i + 1 < query.Length && query[i + 1] == quote)
            {
                text.Append(query[++i]);
            }
            else
            {
                i++;
                return text.ToString();
            }
        }

        throw Errors.Invalid($"invalid query: a {quote} is not closed in: {query}");
    }
}
