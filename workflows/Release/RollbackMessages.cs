using Assay.Activities.Contracts.Release;

namespace Assay.Workflows.Release;

/// <param name="Target">The version to go back to; null for the last verified one before the active release.</param>
/// <param name="Active">The version that must be active; null for whichever is.</param>
/// <param name="Who">Who decided: a person, or the workflow that watches a release.</param>
/// <param name="Reason">Why.</param>
public sealed record RollbackInput(int? Target, int? Active, string Who, string Reason);

/// <param name="From">The version that went out of service.</param>
/// <param name="To">The version whose content came back.</param>
/// <param name="Release">The new version, and how long it took.</param>
/// <param name="StartedAt">When the workflow began.</param>
/// <param name="EndedAt">When the pointer had been switched.</param>
public sealed record RollbackResult(int From, int To, RolledBack Release, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

/// <param name="State"><c>verifying</c>, <c>switching</c> or <c>done</c>.</param>
/// <param name="Target">What it goes back to; null until it is known.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record RollbackStatus(string State, RollbackTarget? Target, string Who, string Reason);
