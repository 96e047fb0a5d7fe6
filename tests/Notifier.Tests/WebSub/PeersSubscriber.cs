using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Syndication.Testing;
using Syndication.Testing.Processes;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>A subscriber that others wrote (npm's <c>pubsubhubbub</c>), in a process of its own.</summary>
internal sealed class PeersSubscriber : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly ConcurrentQueue<JsonElement> _heard = [];
    private readonly StringBuilder _faults = new();

    private PeersSubscriber(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                _heard.Enqueue(JsonSerializer.Deserialize<JsonElement>(text));
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_faults)
                _faults.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the hub calls it.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="secret">What the hub is told is made of this and the topic.</param>
    /// <param name="topic">Whose distributions it believes.</param>
    public static async Task<PeersSubscriber> StartAsync(string secret, string topic)
    {
        var script = Path.Combine(RepositoryRoot.Path, "tests", "PushPeers", "subscriber.js");
        var info = new ProcessStartInfo(Command.Find("nodejs", "node"), [script, secret, topic])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var subscriber = new PeersSubscriber(Process.Start(info)!);
        var listening = (await subscriber.HearAsync("listen"))[0];
        subscriber.Url = new(listening.GetProperty("url").GetString()!);
        return subscriber;
    }

    /// <summary>All that it has told of that kind so far.</summary>
    public IReadOnlyList<JsonElement> Heard(string kind) =>
        [.. _heard.Where(h => h.GetProperty("event").GetString() == kind)];

    /// <summary>Waits until it has told so many of that kind.</summary>
    public async Task<IReadOnlyList<JsonElement>> HearAsync(string kind, int count = 1)
    {
        await Waiting.UntilAsync(
            () => Task.FromResult(Heard(kind).Count >= count),
            Deadline,
            () => $"{count} times '{kind}'; it told {string.Join(", ", _heard)}\n{_faults}",
            TestContext.Current.CancellationToken
        );
        return Heard(kind);
    }

    /// <summary>Has it ask the hub.</summary>
    /// <param name="deed"><c>subscribe</c> or <c>unsubscribe</c>.</param>
    /// <param name="topic">For which feed.</param>
    /// <param name="hub">Whom.</param>
    public async Task AskAsync(string deed, string topic, Uri hub)
    {
        var before = Heard("answered").Count;
        var line = JsonSerializer.Serialize(
            new
            {
                deed,
                topic,
                hub,
            }
        );
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        var answers = await HearAsync("answered", before + 1);
        Assert.Null(answers[before].GetProperty("reason").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
