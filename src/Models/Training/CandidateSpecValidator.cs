using FluentValidation;

namespace Assay.Models.Training;

/// <summary>Checks that a candidate has exactly the section of its family, with every value in its range.</summary>
public sealed class CandidateSpecValidator : AbstractValidator<CandidateSpec>
{
    public CandidateSpecValidator()
    {
        RuleFor(spec => spec.Name).Matches("^[a-z0-9_]+$").WithMessage("use lowercase letters, digits and underscores");
        RuleFor(spec => spec.Kind).IsInEnum();
        RuleFor(spec => spec.Xgboost).NotNull().When(spec => spec.Kind == CandidateKind.Xgboost);
        RuleFor(spec => spec.Xgboost).Null().When(spec => spec.Kind != CandidateKind.Xgboost);
        RuleFor(spec => spec.Lightgbm).NotNull().When(spec => spec.Kind == CandidateKind.Lightgbm);
        RuleFor(spec => spec.Lightgbm).Null().When(spec => spec.Kind != CandidateKind.Lightgbm);
        RuleFor(spec => spec.RandomForest).NotNull().When(spec => spec.Kind == CandidateKind.RandomForest);
        RuleFor(spec => spec.RandomForest).Null().When(spec => spec.Kind != CandidateKind.RandomForest);
        RuleFor(spec => spec.Members).NotNull().Must(HaveTwoDistinct).WithMessage("name at least two different candidates")
            .When(spec => spec.Kind == CandidateKind.Blend);
        RuleFor(spec => spec.Members).Null().When(spec => spec.Kind != CandidateKind.Blend);
        RuleFor(spec => spec.Xgboost!).ChildRules(Xgboost).When(spec => spec.Xgboost is not null);
        RuleFor(spec => spec.Lightgbm!).ChildRules(Lightgbm).When(spec => spec.Lightgbm is not null);
        RuleFor(spec => spec.RandomForest!).ChildRules(RandomForest).When(spec => spec.RandomForest is not null);
    }

    private static bool HaveTwoDistinct(IReadOnlyList<string>? members) =>
        members is not null && members.Count >= 2 && members.Distinct(StringComparer.Ordinal).Count() == members.Count;

    private static void Xgboost(InlineValidator<XgboostOptions> rules)
    {
        rules.RuleFor(options => options.MaxRounds).InclusiveBetween(1, 10_000);
        rules.RuleFor(options => options.EarlyStoppingRounds).InclusiveBetween(1, 1_000);
        rules.RuleFor(options => options.LearningRate).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.MaxDepth).InclusiveBetween(1, 16);
        rules.RuleFor(options => options.MinChildWeight).GreaterThanOrEqualTo(0);
        rules.RuleFor(options => options.RowFraction).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.FeatureFraction).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.MinSplitGain).GreaterThanOrEqualTo(0);
        rules.RuleFor(options => options.L2Penalty).GreaterThanOrEqualTo(0);
        rules.RuleFor(options => options.MaxBins).InclusiveBetween(2, 1_024);
    }

    private static void Lightgbm(InlineValidator<LightgbmOptions> rules)
    {
        rules.RuleFor(options => options.MaxRounds).InclusiveBetween(1, 10_000);
        rules.RuleFor(options => options.EarlyStoppingRounds).InclusiveBetween(1, 1_000);
        rules.RuleFor(options => options.LearningRate).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.Leaves).InclusiveBetween(2, 1_024);
        rules.RuleFor(options => options.FeatureFraction).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.BaggingFraction).GreaterThan(0).LessThanOrEqualTo(1);
        rules.RuleFor(options => options.BaggingEveryRounds).InclusiveBetween(0, 1_000);
        rules.RuleFor(options => options.MinRowsPerLeaf).GreaterThanOrEqualTo(1);
        rules.RuleFor(options => options.L2Penalty).GreaterThanOrEqualTo(0);
        rules.RuleFor(options => options.MaxBins).InclusiveBetween(2, 255);
    }

    private static void RandomForest(InlineValidator<RandomForestOptions> rules)
    {
        rules.RuleFor(options => options.Trees).InclusiveBetween(1, 10_000);
        rules.RuleFor(options => options.Leaves).InclusiveBetween(2, 4_096);
        rules.RuleFor(options => options.FeatureFraction).ExclusiveBetween(0, 1);
        rules.RuleFor(options => options.BaggingFraction).ExclusiveBetween(0, 1);
        rules.RuleFor(options => options.MinRowsPerLeaf).GreaterThanOrEqualTo(1);
        rules.RuleFor(options => options.MaxBins).InclusiveBetween(2, 255);
    }
}
