using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Syndication.Testing.Hub;

/// <summary>
/// Any number of subscribers' callbacks on one Kestrel of 127.0.0.1. Each confirms what it is asked and takes what it is
/// sent, unless a test says otherwise for its path.
/// </summary>
public sealed class CallbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<CallbackCall> _calls = [];
    private readonly ConcurrentDictionary<string, Func<CallbackCall, HttpContext, Task>> _answers = new(
        StringComparer.Ordinal
    );

    private CallbackServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>In the order of their coming.</summary>
    public IReadOnlyList<CallbackCall> Calls => [.. _calls];

    public static async Task<CallbackServer> StartAsync(CancellationToken ct)
    {
        var server = new CallbackServer();
        await server._app.StartAsync(ct);
        return server;
    }

    /// <summary>Confirms a question, takes a distribution.</summary>
    public static Task Agree(CallbackCall call, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(context);
        return call.Method == HttpMethods.Get
            ? context.Response.WriteAsync(call.Challenge)
            : Task.CompletedTask;
    }

    public string Url(string path) => new Uri(new Uri(_app.Urls.First()), path).AbsoluteUri;

    /// <summary>What the callback of this path does from now on.</summary>
    public void On(string path, Func<CallbackCall, HttpContext, Task> answer) => _answers[path] = answer;

    /// <summary>What the callback of this path answers from now on, whatever it is asked.</summary>
    public void On(string path, int status) =>
        On(
            path,
            (_, context) =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            }
        );

    /// <summary>The distributions that a callback got.</summary>
    public IReadOnlyList<CallbackCall> Sent(string path) => [.. Of(path, HttpMethods.Post)];

    /// <summary>The questions that a callback was asked.</summary>
    public IReadOnlyList<CallbackCall> Asked(string path) => [.. Of(path, HttpMethods.Get)];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IEnumerable<CallbackCall> Of(string path, string method) =>
        _calls.Where(c => c.Path == path && c.Method == method);

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers)
            headers[name] = value;
        var call = new CallbackCall(
            request.Method,
            request.Path.ToString(),
            new QueryCollection(request.Query.ToDictionary(StringComparer.Ordinal)),
            headers,
            body.ToArray()
        );
        _calls.Enqueue(call);
        await (_answers.GetValueOrDefault(call.Path) ?? Agree)(call, context);
    }
}
