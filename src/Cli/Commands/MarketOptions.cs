using System.CommandLine;
using System.Globalization;
using Assay.Cli.Hosting;
using Assay.Domain;
using Assay.MarketData.Actions;

namespace Assay.Cli.Commands;

/// <summary>The options by which a command line names its market: a file, a snapshot or the generated one, and which part of it.</summary>
internal sealed class MarketOptions
{
    private const string SyntheticMarket = "synthetic";

    private readonly Option<string> data = new("--data")
    {
        Description = "A long CSV or CSV.gz of daily bars (date, open, high, low, close, volume, symbol); snapshot:NAME of this home (NAME@NUMBER for an earlier one); or 'synthetic'.",
        DefaultValueFactory = _ => SyntheticMarket,
    };

    private readonly Option<string?> membership = new("--membership")
    {
        Description = "Dated index membership with sectors (known_since, symbol, sector); default: reference/sp500_membership_snapshots.csv.gz beside the data's folder, where it is.",
    };

    private readonly Option<string?> signal = SignalOption();

    private readonly Option<string?> asOf = new("--as-of")
    {
        Description = "Snapshots: the instant whose knowledge counts, or a day for its end in UTC; default: all that the snapshot knows.",
    };

    private readonly Option<string?> adjust = SharedOptions.Choice(
        "--adjust",
        "Snapshots: what past prices are adjusted for, by the actions known then. Default: total_return.",
        PriceAdjustments.TotalReturn,
        PriceAdjustments.Splits,
        PriceAdjustments.Raw);

    private readonly Option<string?> start = new("--start") { Description = "First session taken, yyyy-mm-dd." };
    private readonly Option<string?> end = new("--end") { Description = "Last session taken, yyyy-mm-dd." };

    /// <summary><c>--signal</c> of a generated market.</summary>
    public static Option<string?> SignalOption() => new("--signal")
    {
        Description = "Synthetic market: size of the true signal as a daily rank information coefficient (0 to 0.06), or 'off'.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[data, membership, asOf, adjust, signal, start, end])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was asked for, checked.</summary>
    /// <exception cref="UsageException">Options that cannot be meant, or not together.</exception>
    /// <exception cref="MissingInputException">A file is not there.</exception>
    public RunSettings Read(ParseResult parsed, string? home, string profile, RunApprovals approvals, bool resume, string? engine, bool json) => Check(
        home,
        parsed.GetValue(data)!,
        parsed.GetValue(membership),
        parsed.GetValue(asOf),
        parsed.GetValue(adjust),
        parsed.GetValue(signal),
        parsed.GetValue(start),
        parsed.GetValue(end),
        profile,
        approvals,
        resume,
        engine,
        json);

    /// <summary>An ISO date, checked.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string? Date(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return TradingDate.TryParse(text, out var date)
            ? date.ToString()
            : throw new UsageException($"{option}: '{text}' is not a date; write it as yyyy-mm-dd.");
    }

    /// <summary>The size that <c>--signal</c> names; null where it is not given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static double? Signal(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (string.Equals(text, "off", StringComparison.Ordinal))
        {
            return 0;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 0.06
            ? value
            : throw new UsageException($"--signal: '{text}' is neither 'off' nor a number from 0 to 0.06.");
    }

    private static RunSettings Check(
        string? home,
        string data,
        string? membership,
        string? asOf,
        string? adjust,
        string? signal,
        string? start,
        string? end,
        string profile,
        RunApprovals approvals,
        bool resume,
        string? engine,
        bool json)
    {
        var snapshot = data.StartsWith(SnapshotChoice.Prefix, StringComparison.Ordinal)
            ? SnapshotChoice.Parse("--data", data[SnapshotChoice.Prefix.Length..], asOf, adjust)
            : null;
        if (snapshot is null && (asOf ?? adjust) is not null)
        {
            throw new UsageException($"{(asOf is null ? "--adjust" : "--as-of")} belongs to a snapshot; name one with --data {SnapshotChoice.Prefix}NAME.");
        }

        var synthetic = string.Equals(data, SyntheticMarket, StringComparison.Ordinal);
        if (!synthetic && signal is not null)
        {
            throw new UsageException("--signal belongs to the synthetic market; leave it out, or leave out --data.");
        }

        if (synthetic && membership is not null)
        {
            throw new UsageException("--membership belongs to a file of bars; the synthetic market brings its own.");
        }

        var dataPath = synthetic || snapshot is not null ? null : Existing("--data", data);
        var membershipPath = membership is null ? FindMembership(dataPath) : Existing("--membership", membership);
        var first = Date("--start", start);
        var last = Date("--end", end);
        if (first is not null && last is not null && string.CompareOrdinal(first, last) > 0)
        {
            throw new UsageException($"--start {first} lies after --end {last}; give an earlier start or a later end.");
        }

        var folder = home ?? Checkout.Folder;
        return new RunSettings(FullPath("--home", folder), dataPath, membershipPath, Signal(signal), first, last, profile, approvals, resume, engine, snapshot, json);
    }

    private static string Existing(string option, string path)
    {
        var full = FullPath(option, path);
        if (Directory.Exists(full))
        {
            throw new MissingInputException($"{option}: {full} is a folder; give the path of a file.");
        }

        return File.Exists(full) ? full : throw new MissingInputException($"{option}: there is no file {full}; give the path of an existing file.");
    }

    private static string FullPath(string option, string path) => path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal)
        ? Path.GetFullPath(path)
        : throw new UsageException($"{option}: the path is empty; give one.");

    private static string? FindMembership(string? dataPath)
    {
        var folder = dataPath is null ? null : Path.GetDirectoryName(Path.GetDirectoryName(dataPath));
        var candidate = folder is null ? null : Path.Combine(folder, "reference", "sp500_membership_snapshots.csv.gz");
        return File.Exists(candidate) ? candidate : null;
    }
}
