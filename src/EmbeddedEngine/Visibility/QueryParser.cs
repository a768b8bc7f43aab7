using System.Globalization;
using Assay.EmbeddedEngine.Calls;
using Temporalio.Api.Enums.V1;

using Grpc.Core;
namespace Assay.EmbeddedEngine.Visibility;

/// <summary>
/// Temporal's list filter: comparisons (=, !=, &lt;, &gt;, &lt;=, &gt;=, IN, BETWEEN, STARTS_WITH, IS NULL) joined by AND, OR, NOT and parentheses,
/// then ORDER BY or GROUP BY ExecutionStatus. Throws InvalidArgument, with what is wrong, for anything else.
/// </summary>
internal sealed class QueryParser
{
    private readonly string query;
    private readonly SearchAttributeRegister register;
    private readonly List<QueryToken> tokens;
    private readonly List<object> values = [];
    private int position;

    private QueryParser(string query, SearchAttributeRegister register)
    {
        this.query = query;
        this.register = register;
        tokens = QueryLexer.Read(query);
    }

    public static VisibilityQuery Parse(string query, SearchAttributeRegister register)
    {
        var parser = new QueryParser(query, register);
        var where = parser.AtEnd || parser.IsWord("ORDER") || parser.IsWord("GROUP") ? "1" : parser.Or();
        var (order, group) = ("", false);
        if (parser.TakeWord("GROUP"))
        {
            parser.Require("BY");
            group = parser.TakeWord("ExecutionStatus") ? true : throw parser.Fault("GROUP BY is offered for ExecutionStatus only");
        }
        else if (parser.TakeWord("ORDER"))
        {
            parser.Require("BY");
            order = parser.Order();
        }

        return parser.AtEnd ? new(where, parser.values, order, group) : throw parser.Fault($"'{parser.tokens[parser.position].Text}' is out of place");
    }

    private bool AtEnd => position == tokens.Count;

    private string Or()
    {
        var sql = And();
        while (TakeWord("OR"))
        {
            sql = $"({sql} OR {And()})";
        }

        return sql;
    }

    private string And()
    {
        var sql = Not();
        while (TakeWord("AND"))
        {
            sql = $"({sql} AND {Not()})";
        }

        return sql;
    }

    private string Not()
    {
        if (TakeWord("NOT"))
        {
            return $"NOT {Not()}";
        }

        if (TakeSign("("))
        {
            var inner = Or();
            return TakeSign(")") ? $"({inner})" : throw Fault("a ( is not closed");
        }

        return Comparison();
    }

    private string Comparison()
    {
        var field = Field();
        if (TakeWord("IS"))
        {
            var present = TakeWord("NOT");
            Require("NULL");
            return field.IsCustom
                ? (present ? "" : "NOT ") + Custom(field, "1")
                : $"{Sql(field)} IS {(present ? "NOT " : "")}NULL";
        }

        var negated = TakeWord("NOT");
        if (TakeWord("IN"))
        {
            return Negate(negated, field, Compare(field, $"IN ({string.Join(',', ValueList(field))})"));
        }

        if (TakeWord("BETWEEN"))
        {
            var from = Value(field);
            Require("AND");
            return Negate(negated, field, Compare(field, $"BETWEEN {from} AND {Value(field)}"));
        }

        if (TakeWord("STARTS_WITH"))
        {
            return field.Type is IndexedValueType.Keyword or IndexedValueType.KeywordList && !field.IsStatus
                ? Negate(negated, field, Prefix(field, Text()))
                : throw Fault("STARTS_WITH is for keywords");
        }

        var sign = !negated && !AtEnd && tokens[position].Kind == QueryTokenKind.Sign ? tokens[position++].Text : throw Fault("a comparison is missing");
        return sign switch
        {
            "=" => Equal(field),
            "!=" => Negate(true, field, Equal(field)),
            "<" or ">" or "<=" or ">=" => Compare(field, $"{sign} {Value(field)}"),
            _ => throw Fault($"'{sign}' is not a comparison"),
        };
    }

    private string Equal(VisibilityField field)
    {
        if (field.Type != IndexedValueType.Text)
        {
            return Compare(field, $"= {Value(field)}");
        }

        // A text is found by any of the words asked for.
        var words = SearchAttributeRegister.Words(Text()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? throw Fault("a text without a word finds nothing")
            : Custom(field, string.Join(" OR ", words.Select(w => $"instr(value, {Parameter($" {w} ")}) > 0")));
    }

    private string Prefix(VisibilityField field, string prefix)
    {
        // A range, so that the index serves it; the upper end is the prefix followed by the highest character.
        var (from, to) = (Parameter(prefix), Parameter(prefix + "\U0010FFFF"));
        return Compare(field, $"BETWEEN {from} AND {to}");
    }

    private string Compare(VisibilityField field, string comparison) => field.IsCustom
        ? Custom(field, $"value {comparison}")
        : $"{Sql(field)} {comparison}";

    private static string Sql(VisibilityField field) => field.Sql.StartsWith('(') ? field.Sql : $"r.{field.Sql}";

    private string Custom(VisibilityField field, string condition) =>
        $"r.run_key IN (SELECT run_key FROM attributes WHERE name = {Parameter(field.Sql)} AND ({condition}))";

    /// <summary>What has no value fits neither a condition nor its opposite.</summary>
    private string Negate(bool negated, VisibilityField field, string sql) => !negated ? sql
        : field.IsCustom ? $"({Custom(field, "1")} AND NOT {sql})"
        : $"NOT ({sql})";

    private string Order()
    {
        var parts = new List<string>();
        do
        {
            var field = Field();
            var sql = field.IsCustom
                ? $"(SELECT min(value) FROM attributes a WHERE a.run_key = r.run_key AND a.name = {Parameter(field.Sql)})"
                : Sql(field);
            parts.Add(sql + (TakeWord("DESC") ? " DESC" : TakeWord("ASC") ? " ASC" : " ASC"));
        }
        while (TakeSign(","));
        return string.Join(", ", parts);
    }

    private VisibilityField Field()
    {
        if (AtEnd || tokens[position].Kind != QueryTokenKind.Word)
        {
            throw Fault("a field's name is missing");
        }

        var name = tokens[position++].Text;
        return VisibilityFields.Find(name)
            ?? (register.Find(name) is { } type
                ? new(name, type, IsCustom: true)
                : throw Fault($"'{name}' is neither a field nor a registered search attribute"));
    }

    private List<string> ValueList(VisibilityField field)
    {
        if (!TakeSign("("))
        {
            throw Fault("IN needs a list in parentheses");
        }

        var list = new List<string>();
        do
        {
            list.Add(Value(field));
        }
        while (TakeSign(","));
        return TakeSign(")") ? list : throw Fault("a ( is not closed");
    }

    private string Value(VisibilityField field)
    {
        if (AtEnd)
        {
            throw Fault("a value is missing");
        }

        var token = tokens[position++];
        object? value = field switch
        {
            { IsStatus: true } => Status(token),
            { Type: IndexedValueType.Datetime } => Instant(token),
            { Type: IndexedValueType.Int } => Integer(field, token),
            { Type: IndexedValueType.Double } when token.Kind == QueryTokenKind.Number =>
                double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
            { Type: IndexedValueType.Bool } when bool.TryParse(token.Text, out var flag) => flag ? 1L : 0L,
            { Type: IndexedValueType.Keyword or IndexedValueType.KeywordList } when token.Kind == QueryTokenKind.Text => token.Text,
            _ => null,
        };
        return Parameter(value ?? throw Fault($"'{token.Text}' is not a value of type {field.Type}"));
    }

    private static object? Integer(VisibilityField field, QueryToken token) =>
        token.Kind == QueryTokenKind.Number && long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : field.Sql.StartsWith('(') && TimeSpan.TryParse(token.Text, CultureInfo.InvariantCulture, out var length) ? length.Ticks * 100
        : null;

    private static object? Instant(QueryToken token) => token.Kind switch
    {
        // A number is nanoseconds since 1970.
        QueryTokenKind.Number when long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanoseconds) =>
            DateTime.UnixEpoch.Ticks + (nanoseconds / 100),
        QueryTokenKind.Text when DateTimeOffset.TryParse(
            token.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant.UtcTicks,
        _ => null,
    };

    private static object? Status(QueryToken token) =>
        Enum.TryParse<WorkflowExecutionStatus>(token.Text, ignoreCase: true, out var status) && Enum.IsDefined(status) ? (long)status : null;

    private string Text() => !AtEnd && tokens[position].Kind == QueryTokenKind.Text ? tokens[position++].Text : throw Fault("a text in quotes is missing");

    private string Parameter(object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    private bool IsWord(string word) =>
        !AtEnd && tokens[position].Kind == QueryTokenKind.Word && tokens[position].Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TakeWord(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }

        position++;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (AtEnd || tokens[position] != new QueryToken(QueryTokenKind.Sign, sign))
        {
            return false;
        }

        position++;
        return true;
    }

    private void Require(string word)
    {
        if (!TakeWord(word))
        {
            throw Fault($"{word} is missing");
        }
    }

    private RpcException Fault(string what) => Errors.Invalid($"invalid query: {what} in: {query}");
}
