namespace Assay.Configuration;

/// <summary>How a file writes its keys.</summary>
public enum KeyStyle
{
    /// <summary><c>concurrent_activities</c></summary>
    SnakeCase,

    /// <summary><c>concurrentActivities</c></summary>
    CamelCase,
}
