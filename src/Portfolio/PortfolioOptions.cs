namespace Assay.Portfolio;

/// <summary>How scores become target weights (<c>config/portfolio.yaml</c>).</summary>
public sealed record PortfolioOptions
{
    public const string FileName = "portfolio.yaml";

    /// <summary>Sessions from one decision to the next, 1 … 252.</summary>
    public required int RebalanceEverySessions { get; init; }

    /// <summary>A name that is not held enters within this best share of the scored names, a fraction in (0, 1].</summary>
    public required double EnterTopFraction { get; init; }

    /// <summary>A held name leaves when it falls out of this best share, a fraction from <see cref="EnterTopFraction"/> to 1.</summary>
    public required double LeaveBelowFraction { get; init; }

    /// <summary>Cap of one name before exposure, a fraction in (0, 1].</summary>
    public required double MaximumWeight { get; init; }

    /// <summary>Cap of one sector before exposure, a fraction from <see cref="MaximumWeight"/> to 1.</summary>
    public required double MaximumSectorWeight { get; init; }

    /// <summary>Daily returns that enter the covariance, 20 … 2520.</summary>
    public required int CovarianceSessions { get; init; }

    /// <summary>A name with fewer returns in that window is no candidate, 2 … <see cref="CovarianceSessions"/>.</summary>
    public required int MinimumReturnSessions { get; init; }

    /// <summary>
    /// The assumed correlation of score and return, a fraction in (0, 1]: expected return = IC × σ × z. It scales the expectation that is
    /// reported; the weights of the largest Sharpe ratio do not depend on it.
    /// </summary>
    public required double InformationCoefficient { get; init; }

    public required RegimeExposure Exposure { get; init; }

    /// <summary>Registered names of the optimizers to compare, at least one, each once.</summary>
    public required string[] Optimizers { get; init; }
}
