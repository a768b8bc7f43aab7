using System.Runtime.InteropServices;

namespace Assay.DuckDb;

/// <summary>The part of DuckDB's C API (duckdb.h, 1.5) that this binding uses. A state of 0 is success.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "duckdb";
    internal const string FileName = "libduckdb.so";

    [LibraryImport(Library)]
    internal static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    internal static partial nuint duckdb_vector_size();

    [LibraryImport(Library)]
    internal static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_open_ext(string path, out DatabaseHandle database, nint config, out nint error);

    [LibraryImport(Library)]
    internal static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    internal static partial void duckdb_free(nint memory);

    [LibraryImport(Library)]
    internal static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_query(ConnectionHandle connection, string sql, NativeResult* result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_result(NativeResult* result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_result_error(NativeResult* result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_column_count(NativeResult* result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_column_name(NativeResult* result, ulong column);

    [LibraryImport(Library)]
    internal static partial int duckdb_column_type(NativeResult* result, ulong column);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_rows_changed(NativeResult* result);

    [LibraryImport(Library)]
    internal static partial ChunkHandle duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    [LibraryImport(Library)]
    internal static partial nint duckdb_prepare_error(StatementHandle statement);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_nparams(StatementHandle statement);

    [LibraryImport(Library)]
    internal static partial int duckdb_clear_bindings(StatementHandle statement);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_boolean(StatementHandle statement, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_int32(StatementHandle statement, ulong index, int value);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_int64(StatementHandle statement, ulong index, long value);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_double(StatementHandle statement, ulong index, double value);

    /// <summary>A duckdb_date is a struct of one 32-bit integer, which the platform's calling convention passes as that integer.</summary>
    [LibraryImport(Library)]
    internal static partial int duckdb_bind_date(StatementHandle statement, ulong index, int daysSinceEpoch);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_varchar_length(StatementHandle statement, ulong index, byte* utf8, ulong length);

    [LibraryImport(Library)]
    internal static partial int duckdb_bind_null(StatementHandle statement, ulong index);

    [LibraryImport(Library)]
    internal static partial int duckdb_execute_prepared(StatementHandle statement, NativeResult* result);

    [LibraryImport(Library)]
    internal static partial int duckdb_execute_prepared_streaming(StatementHandle statement, NativeResult* result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_data_chunk_get_size(ChunkHandle chunk);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_set_size(ChunkHandle chunk, ulong size);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_reset(ChunkHandle chunk);

    [LibraryImport(Library)]
    internal static partial nint duckdb_data_chunk_get_vector(ChunkHandle chunk, ulong column);

    [LibraryImport(Library)]
    internal static partial ChunkHandle duckdb_create_data_chunk(nint* types, ulong columnCount);

    [LibraryImport(Library)]
    internal static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Library)]
    internal static partial nint duckdb_create_logical_type(int type);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_create(ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_appender_column_count(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial nint duckdb_appender_column_type(AppenderHandle appender, ulong column);

    [LibraryImport(Library)]
    internal static partial int duckdb_get_type_id(nint logicalType);

    [LibraryImport(Library)]
    internal static partial nint duckdb_appender_error(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_append_data_chunk(AppenderHandle appender, ChunkHandle chunk);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_close(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_clear(AppenderHandle appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_destroy(ref nint appender);
}
