using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Stages;
using Assay.Domain;
using Assay.Features;
using Assay.Features.Labels;
using Assay.Features.Regimes;
using Assay.MarketData.Panels;
using Assay.Models.Evaluation;
using Assay.Models.Export;
using Assay.Models.Learners;
using Assay.Models.Splits;
using Assay.Models.Training;
using Temporalio.Activities;

namespace Assay.Activities.Models;

/// <inheritdoc cref="IModelActivities"/>
public sealed class ModelActivities(StageRunner runner) : IModelActivities
{
    private const string ModelSchema = "assay.model/1";
    private const string OnnxSchema = "assay.model.onnx/1";
    private const string ParitySchema = "assay.model.parity/1";
    private const int ScoreQuantiles = 5;
    private const double ParityTolerance = 1e-6;

    /// <inheritdoc/>
    [Activity]
    public Task<TrainingPlan> PlanTrainingAsync(PlanTraining request)
    {
        var settings = runner.Settings(request.Stage);
        return runner.PureAsync(new PureWork<TrainingPlan>
        {
            Stage = request.Stage,
            Activity = nameof(PlanTraining),
            Subject = request.Profile,
            Module = typeof(WalkForwardPlanner),
            Parameters = new { settings.Splits, settings.Features.Label, settings.Models, settings.Portfolio.Optimizers, request.Profile },
            Inputs = [request.Features.Regimes],
            Compute = _ =>
            {
                var sessions = RegimeSeries.FromTable(runner.Store.ReadTable(request.Features.Regimes)).Sessions;
                var profile = string.Equals(request.Profile, "full", StringComparison.Ordinal) ? WalkForwardProfile.Full : WalkForwardProfile.Quick;
                var plan = WalkForwardPlanner.Plan(sessions, settings.Features.Label.HorizonSessions + 1, settings.Splits.WalkForward, profile);
                var candidates = settings.Models.CandidatesOf(profile);
                return new TrainingPlan(
                    runner.Keep(request.Stage).PutJson(WalkForwardPlan.SchemaId, plan),
                    plan.Folds.Count,
                    plan.Folds[0].Test.First.ToString(),
                    plan.Folds[^1].Test.Last.ToString(),
                    [.. candidates.Where(spec => spec.Members is null).Select(spec => spec.Name)],
                    [.. candidates.Where(spec => spec.Members is not null).Select(spec => new BlendPlan(spec.Name, spec.Members!))],
                    settings.Portfolio.Optimizers);
            },
            Files = result => [new NamedArtifact("models/splits.json", result.Splits)],
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<CandidateResult> TrainCandidateAsync(TrainCandidate request)
    {
        var settings = runner.Settings(request.Stage).Models;
        var catalogue = new CandidateCatalogue(settings);
        var spec = catalogue.Of(request.Candidate);
        return runner.PureAsync(new PureWork<CandidateResult>
        {
            Stage = request.Stage,
            Activity = nameof(TrainCandidate),
            Subject = request.Candidate,
            Module = typeof(ModelTrainer),
            Parameters = new { spec, settings.Seed, settings.Threads },
            Inputs = [request.Features.Features, request.Features.Labels, request.Features.Regimes, request.Splits],
            Compute = cancellation => Train(request, settings, spec, catalogue.DigestOf(spec), cancellation),
            Files = result => FilesOf(result),
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<CandidateResult> BlendCandidatesAsync(BlendCandidates request)
    {
        var catalogue = new CandidateCatalogue(runner.Settings(request.Stage).Models);
        var digest = catalogue.DigestOf(catalogue.Of(request.Blend));
        return runner.PureAsync(new PureWork<CandidateResult>
        {
            Stage = request.Stage,
            Activity = nameof(BlendCandidates),
            Subject = request.Blend,
            Module = typeof(BlendedModel),
            Parameters = new { request.Blend, digest },
            Inputs =
            [
                request.Features.Features,
                request.Features.Labels,
                request.Features.Regimes,
                request.Splits,
                .. request.Members.Select(member => member.Predictions),
            ],
            Compute = _ => Blend(request, digest),
            Files = result => FilesOf(result),
        });
    }

    /// <inheritdoc/>
    [Activity]
    public Task<FittedModel> FitChampionAsync(FitChampion request)
    {
        var settings = runner.Settings(request.Stage).Models;
        var catalogue = new CandidateCatalogue(settings);
        var spec = catalogue.Of(request.Candidate);
        return runner.PureAsync(new PureWork<FittedModel>
        {
            Stage = request.Stage,
            Activity = nameof(FitChampion),
            Subject = request.Candidate,
            Module = typeof(OnnxExporter),
            Parameters = new { spec, members = catalogue.MembersOf(spec), settings.Seed, settings.Threads },
            Inputs = [request.Features.Features, request.Features.Labels, request.Features.Regimes, request.Splits],
            Compute = cancellation => Fit(request, settings, catalogue.MembersOf(spec), cancellation),
            Files = result =>
            [
                new NamedArtifact("models/champion/model.bin", result.Model),
                new NamedArtifact("models/champion/model.onnx", result.Onnx),
                new NamedArtifact("models/champion/parity.json", result.Parity),
            ],
        });
    }

    private static List<NamedArtifact> FilesOf(CandidateResult result)
    {
        var folder = "models/" + result.Candidate;
        var files = new List<NamedArtifact>
        {
            new(folder + "/predictions.parquet", result.Predictions),
            new(folder + "/metrics.json", result.Metrics),
        };
        for (var i = 0; i < result.Models.Count; i++)
        {
            files.Add(new NamedArtifact(FormattableString.Invariant($"{folder}/fold-{i:d2}.model"), result.Models[i]));
        }

        return files;
    }

    /// <summary>Features and labels on the sessions of the snapshot, so that indices of the splits fit.</summary>
    private (FeatureMatrix Features, LabelSet Labels, WalkForwardPlan Plan) Read(FeatureSet set, ArtifactRef splits)
    {
        var sessions = RegimeSeries.FromTable(runner.Store.ReadTable(set.Regimes)).Sessions;
        var table = runner.Store.ReadTable(set.Features);
        var features = FeatureMatrix.FromTable(table, new PanelAxis(sessions, RowIndex.AxisOf(table).Symbols));
        var labels = LabelSet.FromTable(runner.Store.ReadTable(set.Labels), features.Rows);
        return (features, labels, runner.Store.ReadJson<WalkForwardPlan>(splits));
    }

    private CandidateResult Train(
        TrainCandidate request, TrainingSettings settings, CandidateSpec spec, string specDigest, CancellationToken cancellation)
    {
        var (features, labels, plan) = Read(request.Features, request.Splits);
        var trainer = new ModelTrainer(settings.Threads, settings.Seed);
        var models = new List<ArtifactRef>();
        var fits = new List<FoldFit>();
        var predictions = PredictionTable.Of(features, plan.Folds, (fold, values, scores) =>
        {
            var trained = Train(trainer, spec, features, labels, fold.Train, cancellation);
            models.Add(runner.Store.Put(trained.Model, ModelSchema));
            fits.Add(new FoldFit(fold.Index, trained.Rounds, trained.ValidationRmse));
            using var model = TrainedModel.Load(spec.Kind, trained.Model, settings.Threads);
            model.Predict(values.Span, scores.Span);
        });
        return Finish(runner.Keep(request.Stage), request.Candidate, specDigest, predictions, labels, models, fits);
    }

    private static TrainingResult Train(
        ModelTrainer trainer, CandidateSpec spec, FeatureMatrix features, LabelSet labels, TrainingWindow window, CancellationToken cancellation)
    {
        var stopsEarly = LearnerCatalogue.Of(spec.Kind).StopsEarly;
        return trainer.Train(
            spec,
            FoldRows.Labelled(features, labels, stopsEarly ? window.Fit : window.Whole),
            stopsEarly ? FoldRows.Labelled(features, labels, window.Validation) : null,
            cancellation);
    }

    private CandidateResult Blend(BlendCandidates request, string specDigest)
    {
        var (features, labels, plan) = Read(request.Features, request.Splits);
        var members = request.Members.Select(member => runner.Store.ReadTable(member.Predictions, ["score"]).Float64("score")).ToList();
        var next = 0;
        var predictions = PredictionTable.Of(features, plan.Folds, (_, _, scores) =>
        {
            var target = scores.Span;
            for (var i = 0; i < target.Length; i++)
            {
                double sum = 0;
                foreach (var member in members)
                {
                    sum += member[next];
                }

                target[i] = sum / members.Count;
                next++;
            }
        });
        return Finish(runner.Keep(request.Stage), request.Blend, specDigest, predictions, labels, [], []);
    }

    private static CandidateResult Finish(
        StageStore keep,
        string candidate,
        string specDigest,
        PredictionTable predictions,
        LabelSet labels,
        List<ArtifactRef> models,
        List<FoldFit> fits)
    {
        var scored = predictions.WithReturns(labels);
        var daily = InformationCoefficient.PerSession(scored);
        var spearman = CorrelationSummary.Of(daily.Select(session => session.Spearman));
        var metrics = new CandidateMetrics
        {
            Candidate = candidate,
            SpecSha256 = specDigest,
            Spearman = spearman,
            Pearson = CorrelationSummary.Of(daily.Select(session => session.Pearson)),
            HitRatio = HitRatio.Of(scored),
            LongPrecision = LongPrecision.Of(scored, ScoreQuantiles),
            Quantiles = QuantileReturns.Of(scored, ScoreQuantiles),
            Folds = fits,
        };
        return new CandidateResult(
            candidate,
            specDigest,
            keep.PutTable(predictions.ToTable()),
            keep.PutJson(CandidateMetrics.SchemaId, metrics),
            models,
            spearman.Mean);
    }

    private FittedModel Fit(FitChampion request, TrainingSettings settings, IReadOnlyList<CandidateSpec> members, CancellationToken cancellation)
    {
        var (features, labels, plan) = Read(request.Features, request.Splits);
        var trainer = new ModelTrainer(settings.Threads, settings.Seed);
        using var model = TrainMembers(trainer, members, features, labels, plan.FinalFit, settings.Threads, cancellation);
        var onnx = OnnxExporter.Export(model);
        var parity = OnnxParity.Check(onnx, model, ParityRows.Draw(features), ParityTolerance, settings.Threads);
        return new FittedModel(
            runner.Store.Put(model.Serialize(), ModelSchema),
            runner.Store.Put(onnx, OnnxSchema),
            runner.Keep(request.Stage).PutJson(ParitySchema, parity),
            parity.MaxAbsDifference);
    }

    /// <summary>The single member itself, or the blend of several, which then owns them.</summary>
    private static ITrainedModel TrainMembers(
        ModelTrainer trainer,
        IReadOnlyList<CandidateSpec> members,
        FeatureMatrix features,
        LabelSet labels,
        TrainingWindow window,
        int threads,
        CancellationToken cancellation)
    {
        var trained = new List<ITrainedModel>();
        try
        {
            foreach (var member in members)
            {
                var result = Train(trainer, member, features, labels, window, cancellation);
                trained.Add(TrainedModel.Load(member.Kind, result.Model, threads));
            }

            return trained.Count == 1 ? trained[0] : new BlendedModel(trained);
        }
        catch
        {
            foreach (var model in trained)
            {
                model.Dispose();
            }

            throw;
        }
    }
}
