using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Syndication.Testing;
using Syndication.Testing.Servers;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>A callback's token is the only key to it, so nobody may write it down.</summary>
public sealed class CallbackSecrecyTests
{
    [Fact]
    public async Task A_token_is_in_no_log_no_scope_and_no_trace()
    {
        await using var desk = await HubDesk.OpenAsync();
        desk.Show("/feed", Item(1));
        using var log = new ScopedLog();
        desk.Host.The<ILoggerFactory>().AddProvider(log);
        var tags = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = a =>
                tags.Enqueue(
                    $"{a.DisplayName} {string.Join(' ', a.TagObjects.Select(t => $"{t.Key}={t.Value}"))}"
                ),
        };
        ActivitySource.AddActivityListener(listener);

        var (_, request) = await desk.SubscribeAsync();
        await desk.Hub.PushAsync(request, Rss(Item(2)), signature: "sha256=00");
        await desk.Hub.PushAsync(request, Rss(Item(2)));
        await desk.Hub.VerifyAsync(request, mode: "denied");

        var token = request.Callback[^43..];
        Assert.Contains(log.Lines, l => l.Contains("not believed", StringComparison.Ordinal));
        Assert.Contains(tags, t => t.Contains("url.path=/websub/callback/{token}", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(tags, t => t.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_gateway_writes_no_token_down_either()
    {
        const string Token = "a-token-of-forty-three-characters-in-a-row-";
        // Nobody listens behind it.
        await using var gateway = new GatewayServer(FreePort.Next(), FreePort.Next(), FreePort.Next());
        await gateway.StartAsync(IngestHost.Ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        // Longer than what nginx keeps in memory.
        using var push = new ByteArrayContent(new byte[200_000]);

        using var down = await http.PostAsync(
            new Uri(gateway.Address, $"/websub/callback/{Token}"),
            push,
            IngestHost.Ct
        );
        // What it says of another address shows that it has said all it would of the first.
        using var other = await http.GetAsync(new Uri(gateway.Address, "/api/sources"), IngestHost.Ct);
        await Waiting.UntilAsync(
            () => gateway.Output.Contains("/api/sources", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            "the gateway's log",
            IngestHost.Ct
        );

        Assert.Equal(502, (int)down.StatusCode);
        Assert.DoesNotContain(Token, gateway.Output, StringComparison.Ordinal);
    }

    private sealed class ScopedLog : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var scopes = new List<string>();
            _scopes.ForEachScope((scope, all) => all.Add($"{scope}"), scopes);
            _lines.Enqueue($"{formatter(state, exception)} {exception} {string.Join(' ', scopes)}");
        }

        public void Dispose() { }
    }
}
