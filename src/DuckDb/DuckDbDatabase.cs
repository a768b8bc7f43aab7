using System.Globalization;
using System.Runtime.InteropServices;
using Assay.Native;

namespace Assay.DuckDb;

/// <summary>
/// A DuckDB database in this process. Extensions are neither downloaded nor loaded by themselves, and no settings or secrets are read
/// from the user's home.
/// </summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle handle;

    static DuckDbDatabase() =>
        NativeLibraryLocator.Register(typeof(DuckDbDatabase).Assembly, NativeMethods.Library, NativeMethods.FileName);

    private DuckDbDatabase(DatabaseHandle handle) => this.handle = handle;

    /// <summary>The version of the library, for instance <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Text(NativeMethods.duckdb_library_version());

    /// <exception cref="DuckDbException">The database cannot be opened, or an option is refused.</exception>
    /// <exception cref="NativeLibraryMissingException">The library is not installed.</exception>
    public static DuckDbDatabase Open(DuckDbOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MemoryLimitMebibytes, 16);
        _ = NativeMethods.duckdb_create_config(out var config);
        try
        {
            Set(config, "threads", options.Threads.ToString(CultureInfo.InvariantCulture));
            Set(config, "memory_limit", options.MemoryLimitMebibytes.ToString(CultureInfo.InvariantCulture) + "MiB");
            Set(config, "temp_directory", options.TemporaryFolder ?? string.Empty);
            Set(config, "preserve_insertion_order", "true");
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "allow_persistent_secrets", "false");
            var state = NativeMethods.duckdb_open_ext(options.Path, out var handle, config, out var error);
            if (state == 0)
            {
                return new DuckDbDatabase(handle);
            }

            handle.Dispose();
            var text = Text(error);
            NativeMethods.duckdb_free(error);
            throw new DuckDbException($"DuckDB cannot open {options.Path}: {text}");
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }

    /// <summary>A connection for one thread at a time.</summary>
    public DuckDbConnection Connect()
    {
        if (NativeMethods.duckdb_connect(handle, out var connection) == 0)
        {
            return new DuckDbConnection(connection);
        }

        connection.Dispose();
        throw new DuckDbException("DuckDB refused a connection to an open database.");
    }

    public void Dispose() => handle.Dispose();

    /// <summary>A native text, UTF-8 and ended by a zero byte, or the empty text.</summary>
    internal static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? string.Empty;

    private static void Set(nint config, string name, string value)
    {
        if (NativeMethods.duckdb_set_config(config, name, value) != 0)
        {
            throw new DuckDbException($"DuckDB {LibraryVersion} refuses the option {name} = '{value}'.");
        }
    }
}
