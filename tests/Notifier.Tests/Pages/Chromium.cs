using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Pages;

/// <summary>Debian's Chromium with one tab, spoken to in its DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("synd-chromium-");
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _last;

    private Chromium() =>
        _process = Process.Start(
            new ProcessStartInfo(
                "chromium",
                [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--remote-debugging-port=0",
                    $"--user-data-dir={_profile.FullName}",
                    "about:blank",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

    /// <summary>Events so far, oldest first.</summary>
    public IEnumerable<JsonElement> Events(string method) =>
        _events.Where(e => e.GetProperty("method").GetString() == method);

    public static async Task<Chromium> StartAsync(CancellationToken ct)
    {
        var browser = new Chromium();
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        var place = Path.Combine(browser._profile.FullName, "DevToolsActivePort");
        string[] lines = [];
        await Waiting.UntilAsync(
            async () => File.Exists(place) && (lines = await File.ReadAllLinesAsync(place, ct)).Length > 1,
            Patience,
            "Chromium listens",
            ct
        );
        await browser._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), ct);
        browser._reading = browser.ReadAsync();
        var tab = await browser.CallAsync("Target.createTarget", new { url = "about:blank" });
        var targetId = tab.GetProperty("targetId").GetString();
        var session = await browser.CallAsync("Target.attachToTarget", new { targetId, flatten = true });
        browser._session = session.GetProperty("sessionId").GetString();
        foreach (var domain in (string[])["Page", "Runtime", "Log", "ServiceWorker"])
            await browser.CallAsync($"{domain}.enable", new { });
        return browser;
    }

    /// <summary>A session with the first target of this type that there is.</summary>
    public async Task<string> AttachAsync(string type, CancellationToken ct)
    {
        string? targetId = null;
        await Waiting.UntilAsync(
            async () =>
            {
                var all = await CallAsync("Target.getTargets", new { });
                targetId = all.GetProperty("targetInfos")
                    .EnumerateArray()
                    .Where(t => t.GetProperty("type").GetString() == type)
                    .Select(t => t.GetProperty("targetId").GetString())
                    .FirstOrDefault();
                return targetId is not null;
            },
            Patience,
            $"there is a {type}",
            ct
        );
        var session = await CallAsync("Target.attachToTarget", new { targetId, flatten = true });
        return session.GetProperty("sessionId").GetString()!;
    }

    /// <param name="method">Of the protocol.</param>
    /// <param name="parameters">As the protocol has them.</param>
    /// <param name="session">The tab's where none is told.</param>
    public async Task<JsonElement> CallAsync(string method, object parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOfBrowser =
            method.StartsWith("Target.", StringComparison.Ordinal)
            || method.StartsWith("Browser.", StringComparison.Ordinal);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(
            isOfBrowser
                ? (object)
                    new
                    {
                        id,
                        method,
                        @params = parameters,
                    }
                : new
                {
                    id,
                    method,
                    @params = parameters,
                    sessionId = session ?? _session,
                }
        );
        await _writing.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
        return await answer.Task.WaitAsync(Patience);
    }

    /// <summary>What an expression, or the promise that it makes, comes to.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, string? session = null)
    {
        var answer = await CallAsync(
            "Runtime.evaluate",
            new
            {
                expression,
                awaitPromise = true,
                returnByValue = true,
                userGesture = true,
            },
            session
        );
        Assert.False(answer.TryGetProperty("exceptionDetails", out var fault), fault.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async Task OpenAsync(Uri url)
    {
        await CallAsync("Page.navigate", new { url = url.AbsoluteUri });
        await UntilAsync("document.documentElement.hasAttribute('data-ready')");
    }

    public Task UntilAsync(string condition) =>
        Waiting.UntilAsync(
            async () => (await EvaluateAsync(condition)).ValueKind == JsonValueKind.True,
            Patience,
            condition,
            TestContext.Current.CancellationToken
        );

    public async Task PressAsync(string key, int code, string text = "")
    {
        await CallAsync(
            "Input.dispatchKeyEvent",
            new
            {
                type = "keyDown",
                key,
                code = key,
                windowsVirtualKeyCode = code,
                text,
            }
        );
        await CallAsync(
            "Input.dispatchKeyEvent",
            new
            {
                type = "keyUp",
                key,
                code = key,
                windowsVirtualKeyCode = code,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _socket.Dispose();
        _writing.Dispose();
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child of Chromium's may still be ending; the folder lies among temporary ones.
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonDocument.Parse(message.ToArray()).RootElement);
                message.SetLength(0);
            }
        }
        catch (WebSocketException)
        {
            // The browser was ended.
        }
    }

    private void Take(JsonElement told)
    {
        if (!told.TryGetProperty("id", out var id))
            _events.Enqueue(told);
        else if (_calls.TryRemove(id.GetInt32(), out var call))
        {
            if (told.TryGetProperty("error", out var error))
                call.SetException(
                    new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{error}"))
                );
            else
                call.SetResult(told.GetProperty("result"));
        }
    }
}
