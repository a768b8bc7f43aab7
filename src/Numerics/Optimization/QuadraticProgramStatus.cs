namespace Assay.Numerics.Optimization;

/// <summary>How a solve ended.</summary>
public enum QuadraticProgramStatus
{
    /// <summary>The optimality conditions hold to the stated residual.</summary>
    Solved,

    /// <summary>The caps do not leave room for the total.</summary>
    Infeasible,

    /// <summary>The quadratic term is not positive definite, or not finite.</summary>
    NotConvex,

    /// <summary>The iteration limit was reached, or the optimality conditions hold only to a larger residual.</summary>
    NotConverged,
}
