using System.Diagnostics.CodeAnalysis;

namespace Assay.Cli.Hosting;

/// <summary>
/// The right to work in a home, which one process at a time has. The operating system takes it back however the process ends. Before the
/// history file's own lock, since the worker of a cluster holds a home without opening a history.
/// </summary>
internal sealed class HomeHold : IDisposable
{
    // Shorter than a host takes to drain, much longer than one takes to start or a command to look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream lockFile;
    private readonly HomeFolder home;
    private bool noted;

    private HomeHold(FileStream lockFile, HomeFolder home)
    {
        this.lockFile = lockFile;
        this.home = home;
    }

    /// <summary>Takes the home if it is free now.</summary>
    public static HomeHold? TryTake(HomeFolder home)
    {
        try
        {
            // The file itself stays: deleting it would race with the next host.
            return new HomeHold(new FileStream(home.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1), home);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new HomeException(
                $"The home {home.Path} cannot be held ({cause.Message.TrimEnd('.')}); give this user the right to write {home.LockFile}, or name another home with --home.", cause);
        }
    }

    /// <summary>
    /// Takes the home, or finds who holds it. Waits a little where it is held by a process that does not say so: one that starts, ends, or
    /// only looks.
    /// </summary>
    /// <returns>The hold, or the note of the host that has it.</returns>
    /// <exception cref="HomeException">It is held by a process that does not say who it is.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller has it as the hold.")]
    public static async Task<(HomeHold? Hold, HostNote? Host)> TakeOrFindAsync(HomeFolder home, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            if (TryTake(home) is { } hold)
            {
                return (hold, null);
            }

            if (HostNote.TryRead(home) is { } note && note.IsAlive())
            {
                return (null, note);
            }

            if (time.GetElapsedTime(begun) > Patience)
            {
                throw new HomeException($"The home {home.Path} is held by another process that does not answer; wait for its end, or end it.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Takes the home for a host.</summary>
    /// <exception cref="HomeException">Another host holds it.</exception>
    public static async Task<HomeHold> TakeAsync(HomeFolder home, TimeProvider time, CancellationToken cancellationToken)
    {
        var (hold, host) = await TakeOrFindAsync(home, time, cancellationToken);
        return hold ?? throw host!.Refusal(home);
    }

    /// <summary>Says to other processes who holds the home, until the hold ends.</summary>
    public void Announce(HostNote note)
    {
        note.Write(home);
        noted = true;
    }

    /// <summary>Takes the note back: nobody is to come any more.</summary>
    public void Withdraw()
    {
        if (noted)
        {
            noted = false;
            HostNote.Remove(home);
        }
    }

    public void Dispose()
    {
        Withdraw();
        lockFile.Dispose();
    }
}
