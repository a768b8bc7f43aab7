namespace Temporalio.Activities;

/// <summary>Marks an activity. Not inherited: it stands on the contract and on the implementation.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    public ActivityAttribute()
    {
    }

    public ActivityAttribute(string name) => Name = name;

    /// <summary>The activity type; by default the method's name without a trailing Async.</summary>
    public string? Name { get; }
}
