using Assay.Benchmarks.Engine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Assay.Benchmarks;

/// <summary>
/// <c>./assay bench</c>: everything; <c>./assay bench engine [name …]</c>; <c>./assay bench false-alarms [n]</c>; <c>./assay bench --filter …</c> for the stages of the data.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [FalseAlarms.Name, ..])
        {
            return FalseAlarms.Execute(args[1..]);
        }

        if (args is [] or [EngineMeasures.Name, ..])
        {
            var code = await EngineMeasures.ExecuteAsync([.. args.Skip(1)]);
            if (code != 0 || args.Length > 0)
            {
                return code;
            }
        }

        // In this process, so that native libraries and real data are found as the launcher set them up.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(5).WithInvocationCount(1).WithUnrollFactor(1);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
            .Run(args.Length == 0 ? ["--filter", "*"] : args, DefaultConfig.Instance.AddJob(job));
        return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }
}
