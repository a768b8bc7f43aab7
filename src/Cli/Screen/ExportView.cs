namespace Assay.Cli.Screen;

/// <summary>What <c>assay data export</c> wrote.</summary>
/// <param name="Schema">Schema id of the table.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="AsOf">Of a snapshot, the instant whose knowledge was read.</param>
/// <param name="Format">Form of the file.</param>
/// <param name="Output">Absolute path of the file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest.</param>
internal sealed record ExportView(
    string Schema, long Rows, IReadOnlyList<string> Columns, DateTimeOffset? AsOf, string Format, string Output, long Bytes, string Sha256);
