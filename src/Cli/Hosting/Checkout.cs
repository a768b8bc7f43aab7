namespace Assay.Cli.Hosting;

/// <summary>The checkout that the program was started from.</summary>
internal static class Checkout
{
    public static string Folder => Environment.GetEnvironmentVariable("ASSAY_ROOT") ?? Directory.GetCurrentDirectory();

    /// <summary>Its folder <c>config/</c>.</summary>
    public static string ConfigurationFolder => Path.Combine(Folder, "config");

    /// <summary>Absolute path of the home that a command line names; the checkout where it names none.</summary>
    public static string HomeOr(string? told) => Path.GetFullPath(told ?? Folder);
}
