namespace Assay.Workflows;

/// <summary>The stages as the search attribute <c>AssayStage</c> names them.</summary>
public static class RunStages
{
    public const string Starting = "starting";

    public const string Data = "data";

    public const string Features = "features";

    public const string Selection = "selection";

    public const string Training = "training";

    public const string Backtest = "backtest";

    public const string Audit = "audit";

    public const string Release = "release";

    public const string Daily = "daily";

    public const string Monitoring = "monitoring";

    public const string Rollback = "rollback";

    public const string Retrain = "retrain";

    public const string Report = "report";

    public const string Done = "done";
}
