using Microsoft.Extensions.Hosting;

namespace Syndication.Hosting;

/// <summary>What background work may have to wait for.</summary>
public static class LifetimeExtensions
{
    /// <summary>Done once the process listens and every part of it has started.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }
}
