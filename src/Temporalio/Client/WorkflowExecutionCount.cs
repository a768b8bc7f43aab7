using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>How many executions match a query. Approximate on a cluster.</summary>
public class WorkflowExecutionCount
{
    internal protected WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(group => new AggregationGroup(group))];
    }

    public long Count { get; }

    /// <summary>Empty unless the query says GROUP BY.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>The executions that have the same values.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "A public name of the official SDK.")]
    public class AggregationGroup
    {
        internal protected AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(payload => SearchAttributePayload.Read("of a group", payload)).OfType<(Api.Enums.V1.IndexedValueType, object Value)>().Select(read => read.Value)];
        }

        public long Count { get; }

        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
