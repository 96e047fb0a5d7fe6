using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Syndication.Benchmarks.Hub;

/// <summary>A <see cref="StreamCrowd"/> in its process: one process may not have as many files as there are readers.</summary>
internal sealed class StreamReaders : IDisposable
{
    private readonly Process _process;

    private StreamReaders(int port, int readers)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var word in new[] { Assembly.GetExecutingAssembly().Location, "hub", "readers" })
            info.ArgumentList.Add(word);
        info.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        info.ArgumentList.Add(readers.ToString(CultureInfo.InvariantCulture));
        _process = Process.Start(info)!;
    }

    /// <summary>Done when all are connected.</summary>
    public static async Task<StreamReaders> StartAsync(int port, int readers)
    {
        var crowd = new StreamReaders(port, readers);
        if (await crowd.LineAsync() != "ready")
            throw new InvalidDataException("Not all readers could connect.");
        return crowd;
    }

    /// <summary>When the last of them had the next event, and how many bytes it was.</summary>
    public async Task<(long At, int Bytes)> EventAsync()
    {
        var words = (await LineAsync()).Split(' ');
        return (
            long.Parse(words[1], CultureInfo.InvariantCulture),
            words.Length > 2 ? int.Parse(words[2], CultureInfo.InvariantCulture) : 0
        );
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidDataException("The readers ended.");
}
