using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Bodies;
using Syndication.Hosting.Publication;

namespace Syndication.Hosting.Outbound;

/// <summary>
/// The one way out: nothing of this house calls the outside but through here. What is called lies in the public internet,
/// and whatever answers costs a bounded time and a bounded number of bytes.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private const int MostOfAnError = 64 << 10;
    private const int ConnectionsPerHost = 16;

    // Who sends to strangers bounds itself; of those at one host some that hang must not hold what the others need.
    private const int ConnectionsPerStranger = 256;
    private static readonly Dictionary<string, string> None = new(StringComparer.OrdinalIgnoreCase);
    private readonly HttpMessageInvoker _http;
    private readonly HttpMessageInvoker _urgent;
    private readonly HttpMessageInvoker _strangers;

    // Connections of its own: what may be reached by one of them is for nobody else.
    private readonly HttpMessageInvoker _house;
    private readonly Func<string> _origin;
    private readonly TimeProvider _time;

    public OutboundHttp(IOptions<NetworkOptions> network, PublicAddress address, TimeProvider time)
        : this(
            network.Value.AllowPrivateAddresses ? _ => true : PublicSpace.Holds,
            AskAsync,
            () => address.Origin,
            time,
            new()
        ) { }

    internal OutboundHttp(
        Predicate<IPAddress> mayDial,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<string> origin,
        TimeProvider time,
        SslClientAuthenticationOptions tls
    )
    {
        _origin = origin;
        _time = time;
        tls.CertificateChainPolicy = Trust();
        var names = new NameLookups(resolve, time);
        var dialler = new Dialler(mayDial, names, time);
        _http = new(Handler(dialler, tls, ConnectionsPerHost));
        _urgent = new(Handler(dialler, tls, ConnectionsPerHost));
        _strangers = new(Handler(dialler, tls, ConnectionsPerStranger));
        _house = new(Handler(new Dialler(_ => true, names, time), tls, ConnectionsPerHost));
    }

    /// <summary>Calls, follows redirects as far as the request says, and reads the answer to its end.</summary>
    /// <returns>The answer, or why there is none. Nothing that another server does is an exception.</returns>
    /// <exception cref="ArgumentException">The request bears a header that cannot be.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it.</exception>
    public async Task<OutboundOutcome> SendAsync(OutboundRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (WebUrl.Fault(request.Url) is { } fault)
            return new OutboundOutcome.Refused(fault);
        var journey = new Journey(request);
        using var limit = new CancellationTokenSource(request.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await FollowAsync(request, journey, either.Token);
        }
        // A call that is given up may end as a broken connection as well.
        catch (Exception e)
            when (e is OperationCanceledException
                || (e is HttpRequestException or IOException && limit.IsCancellationRequested)
            )
        {
            ct.ThrowIfCancellationRequested();
            return new OutboundOutcome.TimedOut($"'{journey.Url.IdnHost}' took too long to answer.");
        }
        catch (HttpRequestException e)
        {
            return OutboundFault.Of(e, journey.Url);
        }
        catch (IOException)
        {
            return new OutboundOutcome.Unreachable(OutboundFault.BrokenOff(journey.Url));
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _strangers.Dispose();
        _house.Dispose();
        _urgent.Dispose();
    }

    private async Task<OutboundOutcome> FollowAsync(
        OutboundRequest request,
        Journey journey,
        CancellationToken ct
    )
    {
        while (true)
        {
            using var message = OutboundMessage.Of(request, journey, _origin());
            using var answer = await WayOf(request).SendAsync(message, ct);
            if (request.InHouse || !journey.Follows(answer.StatusCode))
                return await EndAsync(request, answer, journey, ct);
            if (journey.Follow(answer.StatusCode, AnswerHeaders.Location(answer)) is { } end)
                return end;
        }
    }

    private HttpMessageInvoker WayOf(OutboundRequest request) =>
        request.InHouse ? _house
        : request.ToStranger ? _strangers
        : request.IsUrgent ? _urgent
        : _http;

    private async Task<OutboundOutcome> EndAsync(
        OutboundRequest request,
        HttpResponseMessage answer,
        Journey journey,
        CancellationToken ct
    )
    {
        if (request.Glimpse is { } few)
        {
            var beginning = await BodyGlimpse.OfAsync(answer, few, _time, ct);
            return Answered(answer, AnswerHeaders.Of(answer), journey, beginning);
        }
        return request.StatusSuffices && answer.IsSuccessStatusCode
            ? Answered(answer, None, journey, default)
            : await ReadAsync(answer, request.MostBytes, journey, ct);
    }

    private static async Task<OutboundOutcome> ReadAsync(
        HttpResponseMessage answer,
        int mostBytes,
        Journey journey,
        CancellationToken ct
    )
    {
        var good = answer.IsSuccessStatusCode;
        var headers = AnswerHeaders.Of(answer);
        var read = await BodyReader.ReadAsync(
            await answer.Content.ReadAsStreamAsync(ct),
            headers.GetValueOrDefault("Content-Encoding"),
            good ? mostBytes : Math.Min(mostBytes, MostOfAnError),
            answer.Content.Headers.ContentLength,
            ct
        );
        var host = journey.Url.IdnHost;
        return (read, good) switch
        {
            (BodyReading.Whole whole, _) => Answered(whole.Bytes),
            // What an error page says is worth less than the status.
            (BodyReading.TooLong tooLong, false) => Answered(tooLong.Beginning),
            (_, false) => Answered(default),
            (BodyReading.TooLong, _) => new OutboundOutcome.TooLarge(
                $"'{host}' answers with more than {mostBytes} bytes."
            ),
            (BodyReading.UnknownCoding(var name), _) => new OutboundOutcome.Unreachable(
                $"'{host}' answers in the content coding '{name}', which it was not asked for."
            ),
            (BodyReading.Broken(var coding), _) => new OutboundOutcome.Unreachable(
                $"'{host}' answers with what is not the '{coding}' that it says it is."
            ),
            var unknown => throw new UnreachableException($"{unknown}"),
        };

        OutboundOutcome.Answered Answered(ReadOnlyMemory<byte> body) =>
            OutboundHttp.Answered(answer, headers, journey, body);
    }

    // The system's resolver holds its thread for as long as a name server is silent: never one of the pool's, which everything
    // else waits for.
    private static Task<IPAddress[]> AskAsync(string name, CancellationToken ct) =>
        Task.Factory.StartNew(
            () => Dns.GetHostAddresses(name),
            ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private static OutboundOutcome.Answered Answered(
        HttpResponseMessage answer,
        Dictionary<string, string> headers,
        Journey journey,
        ReadOnlyMemory<byte> body
    ) =>
        new(
            new()
            {
                Status = answer.StatusCode,
                FinalUrl = journey.Url,
                PermanentUrl = journey.PermanentUrl,
                Headers = headers,
                Body = body,
            }
        );

    // A certificate may name addresses at which its issuer is said to be found: a stranger would have us call them, past the
    // dialler, and wait for them. Whoever leaves a certificate out of the chain is not trusted.
    private static X509ChainPolicy Trust() =>
        new() { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };

#pragma warning disable RS0030 // the one place: this handler is what everything else is to go through
    private static SocketsHttpHandler Handler(
        Dialler dialler,
        SslClientAuthenticationOptions tls,
        int connections
    ) =>
        new()
        {
            ConnectCallback = dialler.DialAsync,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Whatever the environment names as a proxy would dial in our place.
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 64, // KiB
            MaxResponseDrainSize = MostOfAnError,
            MaxConnectionsPerServer = connections,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            // A name that leads elsewhere now is seen, and checked, after this.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Our traces are nobody else's business.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            SslOptions = tls,
        };
#pragma warning restore RS0030
}
