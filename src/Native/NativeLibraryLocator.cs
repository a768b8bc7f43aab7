using System.Reflection;
using System.Runtime.InteropServices;

namespace Assay.Native;

/// <summary>
/// Finds the native libraries: those of packages lie beside the program, those of Debian where the launcher installs them, which is the folder
/// named by <c>ASSAY_NATIVE</c>, else <c>$ASSAY_CACHE/native</c>, else <c>~/.cache/assay/native</c>.
/// </summary>
public static class NativeLibraryLocator
{
    /// <summary>The folder that holds the libraries of Debian; it need not exist.</summary>
    public static string Folder
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("ASSAY_NATIVE");
            if (!string.IsNullOrEmpty(named))
            {
                return named;
            }

            var cache = Environment.GetEnvironmentVariable("ASSAY_CACHE");
            if (string.IsNullOrEmpty(cache))
            {
                cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "assay");
            }

            return Path.Combine(cache, "native");
        }
    }

    /// <summary>The full path of a library file; the file need not exist.</summary>
    public static string PathOf(string fileName)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, fileName);
        return File.Exists(beside) ? beside : Path.Combine(Folder, fileName);
    }

    /// <summary>
    /// Makes the imports of <paramref name="binding"/> under the name <paramref name="importName"/> load <paramref name="fileName"/>.
    /// Libraries in <paramref name="dependencies"/> are loaded first, in order, so that the loader finds them by name without a search path.
    /// </summary>
    /// <exception cref="ArgumentException">The binding declares one of them by no <see cref="NativeDependencyAttribute"/>.</exception>
    /// <exception cref="NativeLibraryMissingException">On the first call into the library, when a file is absent or does not load.</exception>
    public static void Register(Assembly binding, string importName, string fileName, params string[] dependencies)
    {
        var declared = binding.GetCustomAttributes<NativeDependencyAttribute>().Select(dependency => dependency.FileName).ToHashSet(StringComparer.Ordinal);
        if (dependencies.Append(fileName).FirstOrDefault(file => !declared.Contains(file)) is { } undeclared)
        {
            throw new ArgumentException($"{binding.GetName().Name} loads {undeclared}, but does not declare it, so no code version would cover it.", nameof(fileName));
        }

        NativeLibrary.SetDllImportResolver(binding, (name, _, _) =>
        {
            if (!string.Equals(name, importName, StringComparison.Ordinal))
            {
                return IntPtr.Zero;
            }

            foreach (var dependency in dependencies)
            {
                Load(dependency);
            }

            return Load(fileName);
        });
    }

    private static IntPtr Load(string fileName)
    {
        var path = PathOf(fileName);
        if (!File.Exists(path))
        {
            throw new NativeLibraryMissingException(
                $"The native library {fileName} is not in {Folder}, nor beside the program; run './assay doctor' to see what is missing, or './assay run' to install it.");
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException cause)
        {
            throw new NativeLibraryMissingException(
                $"The native library {path} does not load ({Reason(cause)}); delete it and run './assay run' to install it again.", cause);
        }
    }

    /// <summary>The loader's own words: the runtime puts general advice above them.</summary>
    private static string Reason(DllNotFoundException cause) =>
        cause.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1].TrimEnd('.');
}
