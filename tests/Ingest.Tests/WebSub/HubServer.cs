using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>A hub on a Kestrel of 127.0.0.1 that does, step by step, what a test wants done.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HubRequest> _requests = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private HubServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new HubRequest(
                form["hub.mode"].ToString(),
                form["hub.topic"].ToString(),
                form["hub.callback"].ToString(),
                form["hub.secret"],
                form["hub.lease_seconds"],
                context.Request.Path
            );
            _requests.Enqueue(request);
            await Answers(request, context);
        });
    }

    /// <summary>202 unless a test says otherwise.</summary>
    public Func<HubRequest, HttpContext, Task> Answers { get; set; } =
        (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        };

    public static async Task<HubServer> StartAsync()
    {
        var hub = new HubServer();
        await hub._app.StartAsync(IngestHost.Ct);
        return hub;
    }

    public Uri Url(string path = "/hub") => new(new Uri(_app.Urls.First()), path);

    public IReadOnlyList<HubRequest> Requests => [.. _requests];

    /// <summary>Waits for the request of this number, from 1.</summary>
    public async Task<HubRequest> AskedAsync(int number = 1, Action? meanwhile = null)
    {
        await Waiting.UntilAsync(
            () =>
            {
                meanwhile?.Invoke();
                return _requests.Count >= number;
            },
            TimeSpan.FromSeconds(60),
            $"request {number} to the hub",
            IngestHost.Ct
        );
        return Requests[number - 1];
    }

    /// <summary>Asks the subscriber whether it means it.</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Answer)> VerifyAsync(
        HubRequest request,
        int? lease = 864000,
        string mode = "subscribe",
        string? topic = null,
        string challenge = "প্রমাণ-7f3a",
        string? reason = null
    )
    {
        var query = new StringBuilder($"?hub.mode={mode}");
        query.Append(
            CultureInfo.InvariantCulture,
            $"&hub.topic={Uri.EscapeDataString(topic ?? request.Topic)}"
        );
        if (mode != "denied")
            query.Append(CultureInfo.InvariantCulture, $"&hub.challenge={Uri.EscapeDataString(challenge)}");
        if (reason is not null)
            query.Append(CultureInfo.InvariantCulture, $"&hub.reason={Uri.EscapeDataString(reason)}");
        if (lease is { } seconds)
            query.Append(CultureInfo.InvariantCulture, $"&hub.lease_seconds={seconds}");
        var answer = await _http.GetAsync(new Uri(request.Callback + query), IngestHost.Ct);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(IngestHost.Ct), answer);
    }

    /// <summary>Distributes a document, signed with the secret that was agreed upon, or otherwise.</summary>
    public async Task<int> PushAsync(
        HubRequest request,
        byte[] body,
        string? signature = "sha256",
        string type = "application/rss+xml",
        string? coding = null,
        string? secret = null
    )
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        if (signature is not null)
            content.Headers.TryAddWithoutValidation(
                "X-Hub-Signature",
                signature.Contains('=', StringComparison.Ordinal)
                    ? signature
                    : Sign(signature, secret ?? request.Secret!, body)
            );
        using var answer = await _http.PostAsync(new Uri(request.Callback), content, IngestHost.Ct);
        return (int)answer.StatusCode;
    }

    public static string Sign(string method, string secret, byte[] body)
    {
        var name = new HashAlgorithmName(method.ToUpperInvariant());
        var mac = CryptographicOperations.HmacData(name, Encoding.UTF8.GetBytes(secret), body);
        return $"{method}={Convert.ToHexStringLower(mac)}";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
