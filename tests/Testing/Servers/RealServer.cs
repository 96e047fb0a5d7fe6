using System.Diagnostics;
using System.Net.Sockets;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>
/// A server of the operating system as an ordinary child process on 127.0.0.1, with its own port and its own temporary
/// folder, both kept over restarts. Disposing ends it and deletes the folder.
/// </summary>
public abstract class RealServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly OutputLog _output = new();
    private ChildProcess? _child;

    /// <param name="name">ASCII; part of the folder's name.</param>
    private protected RealServer(string name)
    {
        Name = name;
        Folder = Directory.CreateTempSubdirectory($"synd-{name}-").FullName;
    }

    /// <summary>What it is called in failures.</summary>
    public string Name { get; }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; init; } = FreePort.Next();

    /// <summary>True while the process lives.</summary>
    public bool IsRunning => _child is { IsRunning: true };

    /// <summary>The process that runs now; 0 where none does.</summary>
    public int ProcessId => _child is { IsRunning: true } child ? child.Id : 0;

    /// <summary>The last lines it wrote.</summary>
    public string Output => _output.ToString();

    /// <summary>Its temporary folder.</summary>
    protected string Folder { get; }

    /// <summary>Starts it, for the first time or again on the same port and data, and waits until it serves.</summary>
    /// <exception cref="FileNotFoundException">The program is missing; the message names Debian's package.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        if (IsRunning)
            return;
        await PrepareAsync(ct);
        _child?.Dispose();
        _child = ChildProcess.Start(Describe(), _output);
        await Waiting.UntilAsync(
            // What has ended will not serve any more: no use in waiting on.
            async () => !IsRunning || await IsServingAsync(ct),
            Patience,
            () => $"{Name} should serve on port {Port}; it said:\n{Output}",
            ct
        );
        if (!IsRunning)
            throw new InvalidOperationException($"{Name} ended at its start; it said:\n{Output}");
    }

    /// <summary>SIGKILL: ends it as a power cut would, its data as they lie.</summary>
    public virtual Task KillAsync() => _child?.KillAsync() ?? Task.CompletedTask;

    /// <summary>SIGSTOP: it is there, takes connections, and answers nothing, as a machine that swaps or a cut cable.</summary>
    public Task FreezeAsync() => _child?.SignalAsync("STOP") ?? Task.CompletedTask;

    /// <summary>SIGCONT: it goes on where it was frozen.</summary>
    public Task ThawAsync() => _child?.SignalAsync("CONT") ?? Task.CompletedTask;

    /// <summary>Asks it to end and waits until it has.</summary>
    public Task StopAsync() => EndAsync(Patience);

    /// <summary>Stops it and starts it again on the same port and data.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await StopAsync();
        await StartAsync(ct);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _child?.Dispose();
        DisposeMore();
        GC.SuppressFinalize(this);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>As <see cref="StopAsync"/>, with the exit code.</summary>
    private protected Task<int> EndAsync(TimeSpan patience) =>
        _child?.StopAsync(StopSignal, patience) ?? Task.FromResult(0);

    /// <summary>The signal that means a clean end to it.</summary>
    private protected virtual string StopSignal => "TERM";

    /// <summary>Makes what it needs before each start.</summary>
    private protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>The program with its arguments and environment.</summary>
    private protected abstract ProcessStartInfo Describe();

    /// <summary>True once it does its work.</summary>
    private protected abstract Task<bool> IsServingAsync(CancellationToken ct);

    /// <summary>Ends what else was started.</summary>
    private protected virtual void DisposeMore() { }

    /// <summary>Sends a few bytes to its port and gives the first bytes of the answer.</summary>
    private protected async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, ct);
        await client.Client.SendAsync(request, ct);
        var buffer = new byte[256];
        var length = await client
            .Client.ReceiveAsync(buffer, ct)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(5), ct);
        return buffer[..length];
    }
}
