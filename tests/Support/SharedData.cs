namespace Assay.Tests.Support;

/// <summary>The folder of real market data: <c>ASSAY_SHARED</c>, else <c>../shared</c> beside the checkout.</summary>
public static class SharedData
{
    /// <summary>The full path of a file below <c>data/</c>, or null when the data is not on this machine (the test then says so).</summary>
    public static string? Find(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("ASSAY_SHARED");
        if (string.IsNullOrEmpty(root))
        {
            var checkout = FindCheckout();
            root = checkout is null ? null : Path.GetFullPath(Path.Combine(checkout, "..", "shared"));
        }

        var path = root is null ? null : Path.Combine(root, "data", relativePath);
        return path is not null && File.Exists(path) ? path : null;
    }

    /// <summary>The folder that holds Pipeline.sln, seen from the running test, or null.</summary>
    public static string? FindCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
