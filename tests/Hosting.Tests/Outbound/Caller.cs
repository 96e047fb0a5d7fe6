using System.Net;
using System.Net.Security;
using Syndication.Hosting.Outbound;

namespace Syndication.Hosting.Tests.Outbound;

/// <summary>Clients for which a part of 127.0.0.0/8 plays the public internet.</summary>
internal static class Caller
{
    /// <summary>Plays a host of the internal network.</summary>
    public static readonly IPAddress Inside = IPAddress.Parse("127.0.0.2");

    /// <summary>Lets nothing but 127.0.0.1 be called.</summary>
    public static OutboundHttp Guarded(Func<string, IPAddress[]>? names = null, TimeProvider? time = null) =>
        Make(IPAddress.Loopback.Equals, names, time: time);

    /// <summary>Calls whatever it is told a name leads to.</summary>
    public static OutboundHttp Asking(Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        new(_ => true, resolve, () => "https://feeds.khobor.example", TimeProvider.System, new());

    /// <summary>As it is with <c>Network:AllowPrivateAddresses</c>.</summary>
    public static OutboundHttp Open(
        Func<string, IPAddress[]>? names = null,
        SslClientAuthenticationOptions? tls = null
    ) => Make(_ => true, names, tls);

    /// <summary>As it is where nothing is set.</summary>
    public static OutboundHttp Strict(Func<string, IPAddress[]>? names = null) =>
        Make(PublicSpace.Holds, names);

    public static async Task<OutboundAnswer> AnswerAsync(this OutboundHttp http, OutboundRequest request) =>
        Assert
            .IsType<OutboundOutcome.Answered>(
                await http.SendAsync(request, TestContext.Current.CancellationToken)
            )
            .Answer;

    public static async Task<string> FailAsync<T>(this OutboundHttp http, OutboundRequest request)
        where T : OutboundOutcome.Failed =>
        Assert.IsType<T>(await http.SendAsync(request, TestContext.Current.CancellationToken)).Reason;

    private static OutboundHttp Make(
        Predicate<IPAddress> mayDial,
        Func<string, IPAddress[]>? names,
        SslClientAuthenticationOptions? tls = null,
        TimeProvider? time = null
    ) =>
        new(
            mayDial,
            (host, ct) => names is null ? Dns.GetHostAddressesAsync(host, ct) : Task.FromResult(names(host)),
            () => "https://feeds.khobor.example",
            time ?? TimeProvider.System,
            tls ?? new()
        );
}
