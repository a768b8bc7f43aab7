namespace Assay.Models.Training;

/// <summary>The family of a candidate; decides which section of its <see cref="CandidateSpec"/> is filled.</summary>
public enum CandidateKind
{
    /// <summary>Gradient boosted trees by XGBoost.</summary>
    Xgboost,

    /// <summary>Gradient boosted trees by LightGBM.</summary>
    Lightgbm,

    /// <summary>Random forest, grown by LightGBM.</summary>
    RandomForest,

    /// <summary>Arithmetic mean of other candidates' predictions.</summary>
    Blend,
}
