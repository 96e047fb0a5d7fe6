using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>A channel with a sink at its other end.</summary>
internal sealed class PushBench : IAsyncDisposable
{
    private readonly OutboundHttp _http;

    private PushBench(PushSink sink, bool allowPrivate)
    {
        Sink = sink;
        var network = Options.Create(new NetworkOptions { AllowPrivateAddresses = allowPrivate });
        _http = new(
            _ => true,
            Dns.GetHostAddressesAsync,
            () => "https://khobor.example",
            TimeProvider.System,
            new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate!.GetCertHashString(HashAlgorithmName.SHA256)
                    == sink.Certificate.GetCertHashString(HashAlgorithmName.SHA256),
            }
        );
        Channel = new(
            _http,
            network,
            new(Options.Create(new PushHostOptions()), network),
            new(Key, [OldKey]),
            new("mailto:desk@khobor.example", TimeProvider.System),
            new(),
            new PublicAddress(
                Options.Create(new PublicationOptions { PublicUrl = "https://khobor.example" }),
                new NoServer(),
                new NoLifetime()
            ),
            TimeProvider.System
        );
    }

    public static VapidKey Key { get; } = VapidKey.Create();

    public static VapidKey OldKey { get; } = VapidKey.Create();

    public PushSink Sink { get; }

    public WebPushChannel Channel { get; }

    public static AlertMessage Message { get; } =
        new()
        {
            AlertId = Guid.Parse("0198a2b0-0000-7000-8000-000000000001"),
            Kind = DispatchKind.Alert,
            Level = BreakingLevel.Breaking,
            Title = "নদীতে সেতু ভেঙে পড়েছে",
            Body = "উদ্ধারকাজ চলছে।",
            Url = "https://khobor.example/country/1",
            Image = "https://khobor.example/1.jpg",
            Language = "bn",
            Tag = "story-1",
            Sequence = 1,
            Timestamp = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero),
            TimeToLive = TimeSpan.FromHours(1),
        };

    public static async Task<PushBench> StartAsync(bool allowPrivate = true) =>
        new(await PushSink.StartAsync(TestContext.Current.CancellationToken), allowPrivate);

    public Task<DeliveryOutcome> SendAsync(
        SinkSubscription to,
        AlertMessage? message = null,
        VapidKey? key = null
    ) =>
        Channel.SendAsync(
            Of(to, (key ?? Key).PublicKey),
            message ?? Message,
            TestContext.Current.CancellationToken
        );

    public static Subscription Of(SinkSubscription to, string vapidKey) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Channel = ChannelKind.WebPush,
            Endpoint = to.Endpoint.AbsoluteUri,
            EndpointDigest = Subscription.DigestOf(to.Endpoint.AbsoluteUri),
            Origin = to.Origin,
            PublicKey = to.Reader.PublicKey,
            AuthSecret = to.Reader.AuthSecret,
            VapidKey = vapidKey,
            MinLevel = BreakingLevel.Breaking,
            Language = "bn",
            TimeZone = "Asia/Dhaka",
            TokenDigest = [],
            CreatedAt = default,
            SeenAt = default,
        };

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Sink.DisposeAsync();
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose() { }

        public Task StartAsync<TContext>(
            IHttpApplication<TContext> application,
            CancellationToken cancellationToken
        )
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }
}
