using System.Diagnostics;

namespace Syndication.Testing.Processes;

/// <summary>One process that a test started, with what it wrote; never more than that is ended.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly OutputLog _output;
    private readonly string _name;

    private ChildProcess(Process process, OutputLog output, string name) =>
        (_process, _output, _name) = (process, output, name);

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it; what it writes goes to <paramref name="output"/>.</summary>
    public static ChildProcess Start(ProcessStartInfo info, OutputLog output)
    {
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.UseShellExecute = false;
        var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var child = new ChildProcess(process, output, Path.GetFileName(info.FileName));
        Orphans.Watch(child);
        return child;
    }

    /// <summary>SIGKILL, to it and to what it started; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        KillNow();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to end and waits for its exit code; killed when it takes longer than <paramref name="patience"/>.</summary>
    public async Task<int> StopAsync(string signal, TimeSpan patience)
    {
        if (IsRunning)
            await SignalAsync(signal);
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException e)
        {
            await KillAsync();
            throw new TimeoutException(
                $"{_name} did not end within {patience.TotalSeconds} s of SIG{signal}.\n{_output}",
                e
            );
        }
    }

    public void KillNow()
    {
        try
        {
            if (IsRunning)
                _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended by itself in between
        }
    }

    public void Dispose()
    {
        KillNow();
        Orphans.Forget(this);
        _process.Dispose();
    }

    /// <summary>Sends it a signal, named without its SIG.</summary>
    // The shell's own kill is always there; procps may not be.
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }
}
