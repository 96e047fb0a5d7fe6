using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Syndication.Testing.Push;

/// <summary>
/// A push service on 127.0.0.1 (RFC 8030): hands out subscriptions, looks at each request as the strictest services do,
/// decrypts, counts, and misbehaves as it is told.
/// </summary>
public sealed class PushSink : IAsyncDisposable
{
    private const int MostBytes = 4096;
    private readonly PushSinkOptions _options;
    private readonly SinkChecks _checks = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synd-sink-");
    private readonly PushReader _crowd = new();
    private readonly ConcurrentDictionary<string, PushReader> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SinkKey, int> _counts = new();
    private readonly ConcurrentDictionary<string, SinkMood> _moods = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SinkMessage> _messages = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private WebApplication? _server;
    private long _requests;
    private long _accepted;
    private int _next;

    private PushSink(PushSinkOptions options)
    {
        _options = options;
        Certificate = NewCertificate();
        CertificateFile = Path.Combine(_folder.FullName, "sink.pem");
        File.WriteAllText(CertificateFile, Certificate.ExportCertificatePem());
    }

    /// <summary>HTTP/1.1 in the clear.</summary>
    public Uri Http { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>HTTP/2 in the clear, by prior knowledge.</summary>
    public Uri H2c { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>TLS with HTTP/2 or 1.1.</summary>
    public Uri Https { get; } = new($"https://localhost:{FreePort.Next()}");

    /// <summary>Of <see cref="Https"/>; vouched for by itself.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>PEM: a child process trusts it with <c>SSL_CERT_FILE</c>.</summary>
    public string CertificateFile { get; }

    /// <summary>Requests so far, whatever was answered.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Messages that were taken.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Messages that were taken, in the order of arrival, where the options keep them.</summary>
    public IReadOnlyList<SinkMessage> Messages => [.. _messages];

    /// <summary>What was wrong with requests; a right sender leaves it empty.</summary>
    public IReadOnlyList<string> Faults => [.. _faults];

    /// <summary>How often each reader was sent each version.</summary>
    public IReadOnlyDictionary<SinkKey, int> Counts => _counts;

    public static async Task<PushSink> StartAsync(CancellationToken ct, PushSinkOptions? options = null)
    {
        var sink = new PushSink(options ?? new());
        sink._server = sink.Build();
        await sink._server.StartAsync(ct);
        return sink;
    }

    /// <summary>A new reader with keys of its own.</summary>
    /// <param name="origin">One of the three; <see cref="Http"/> where none is told.</param>
    public SinkSubscription Subscribe(Uri? origin = null)
    {
        var path = $"/push/{Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture)}";
        var reader = _readers[path] = new();
        return new(new(origin ?? Http, path), reader);
    }

    /// <summary>One of many readers that share keys: for crowds. Each has an address of its own.</summary>
    public SinkSubscription OfCrowd(int number, Uri? origin = null) =>
        new(new(origin ?? Http, $"/crowd/{number.ToString(CultureInfo.InvariantCulture)}"), _crowd);

    /// <summary>From now on answers so.</summary>
    /// <param name="answer">How.</param>
    /// <param name="path">Of whom; everybody where none is told.</param>
    /// <param name="times">How often, before all is well again.</param>
    public void Misbehave(SinkAnswer answer, string? path = null, int times = int.MaxValue) =>
        _moods[path ?? ""] = new(answer, times);

    /// <summary>From now on all is well.</summary>
    public void Behave() => _moods.Clear();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, Http.Port);
            kestrel.Listen(IPAddress.Loopback, H2c.Port, l => l.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, Https.Port, l => l.UseHttps(Certificate));
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o =>
            o.ShutdownTimeout = TimeSpan.FromMilliseconds(200)
        );
        var server = builder.Build();
        server.Run(TakeAsync);
        return server;
    }

    private async Task TakeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        var path = context.Request.Path.Value ?? "/";
        var mood = Mood(path) ?? Mood("");
        if (mood is not null)
        {
            await mood.GiveAsync(context);
            if (!mood.Accepts)
                return;
        }
        var (status, reason) = await ReadAsync(context.Request, path);
        context.Response.StatusCode = status;
        if (reason is not null)
        {
            _faults.Enqueue(reason);
            await context.Response.WriteAsync(reason, context.RequestAborted);
            return;
        }
        context.Response.Headers.Location = $"/message/{Guid.NewGuid():N}";
    }

    private SinkAnswer? Mood(string path) =>
        _moods.TryGetValue(path, out var mood) && mood.Take() ? mood.Answer : null;

    private async Task<(int Status, string? Reason)> ReadAsync(HttpRequest request, string path)
    {
        if (_checks.Look(request) is { } wrong)
            return (wrong.Status, $"{path}: {wrong.Reason}");
        if (ReaderOf(path) is not { } reader)
            return (StatusCodes.Status404NotFound, $"{path}: nobody is here.");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length > MostBytes)
            return (StatusCodes.Status413PayloadTooLarge, $"{path}: {body.Length} bytes.");
        var number = Interlocked.Increment(ref _accepted);
        string? text = null;
        if (_options.DecryptEvery > 0 && number % _options.DecryptEvery == 0)
        {
            try
            {
                text = Encoding.UTF8.GetString(reader.Decrypt(body.ToArray()));
            }
            catch (CryptographicException e)
            {
                // A push service would not know: the reader's browser finds out.
                _faults.Enqueue($"{path}: {e.Message}");
            }
        }
        Keep(request, path, body.ToArray(), text);
        return (StatusCodes.Status201Created, null);
    }

    private void Keep(HttpRequest request, string path, byte[] body, string? text)
    {
        var key = new SinkKey(path, request.Headers["Topic"].ToString(), SequenceOf(text));
        _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
        if (!_options.Keeps)
            return;
        var headers = request.Headers.ToDictionary(
            h => h.Key,
            h => h.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        _messages.Enqueue(new(path, request.Protocol, headers, body, text, TimeProvider.System.GetUtcNow()));
    }

    private PushReader? ReaderOf(string path) =>
        path.StartsWith("/crowd/", StringComparison.Ordinal) ? _crowd : _readers.GetValueOrDefault(path);

    private static int SequenceOf(string? text)
    {
        if (text is null)
            return 0;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("sequence", out var sequence) ? sequence.GetInt32() : 0;
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed class SinkMood(SinkAnswer answer, int times)
    {
        private int _left = times;

        public SinkAnswer Answer => answer;

        public bool Take() => _left == int.MaxValue || Interlocked.Decrement(ref _left) >= 0;
    }
}
