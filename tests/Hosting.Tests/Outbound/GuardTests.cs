using System.Net;
using System.Net.Sockets;
using Syndication.Hosting.Outbound;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Hosting.Tests.Outbound;

/// <summary>Where calls may not go.</summary>
public sealed class GuardTests
{
    private static readonly IPAddress[] Public = [IPAddress.Loopback];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("127.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[fe80::1%25lo]")]
    [InlineData("①②⑦.0.0.1")]
    public async Task This_machine_is_called_by_none_of_its_names(string host)
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        using var http = Caller.Strict();

        var reason = await http.FailAsync<OutboundOutcome.Refused>(new(server.Url(host: host)));

        Assert.Contains("Network:AllowPrivateAddresses", reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task This_machine_is_called_where_that_is_allowed()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK", "হ্যাঁ"u8.ToArray());
        using var http = Caller.Open();

        var answer = await http.AnswerAsync(new(server.Url()));

        Assert.Equal("হ্যাঁ"u8.ToArray(), answer.Body.ToArray());
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        using var http = Caller.Guarded(_ => [Caller.Inside, IPAddress.IPv6Loopback]);

        await http.FailAsync<OutboundOutcome.Refused>(new(server.Url(host: "khobor.example")));
    }

    [Fact]
    public async Task A_redirect_that_leads_inside_is_refused()
    {
        await using var inside = new CannedHttp(
            (_, stream, ct) => CannedHttp.WriteAsync(stream, "HTTP/1.1 200 OK", "গোপন"u8.ToArray(), ct),
            Caller.Inside
        );
        await using var server = new CannedHttp($"HTTP/1.1 302 Found\nLocation: {inside.Url("/keys")}");
        using var http = Caller.Guarded();

        await http.FailAsync<OutboundOutcome.Refused>(new(server.Url()));

        Assert.Single(server.Requests);
        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task A_name_that_leads_inside_when_asked_again_is_refused_then()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        var asked = 0;
        var time = new ManualTime();
        using var http = Caller.Guarded(_ => asked++ == 0 ? Public : [Caller.Inside], time);
        var request = new OutboundRequest(server.Url(host: "khobor.example"));

        await http.AnswerAsync(request);
        // One question for one connection: the address that was looked at is the one that was dialled.
        Assert.Equal(1, asked);
        time.Advance(NameLookups.Remembered);
        await http.FailAsync<OutboundOutcome.Refused>(request);

        Assert.Equal(2, asked);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Of_mixed_addresses_only_the_public_ones_are_dialled()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        using var http = Caller.Guarded(_ => [Caller.Inside, IPAddress.Loopback]);

        await http.AnswerAsync(new(server.Url(host: "khobor.example")));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_takes_no_connection()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        using var http = Caller.Open(_ => [IPAddress.IPv6Loopback, Caller.Inside, IPAddress.Loopback]);

        await http.AnswerAsync(new(server.Url(host: "khobor.example")));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("ftp://khobor.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://khobor.example/")]
    [InlineData("https://user:secret@khobor.example/")]
    [InlineData("http://user@khobor.example/")]
    public async Task Nothing_else_than_plain_http_and_https_is_called(string url)
    {
        using var http = Caller.Open(_ => throw new InvalidOperationException("Nobody is to be looked up."));

        var reason = await http.FailAsync<OutboundOutcome.Refused>(new(new Uri(url)));

        Assert.DoesNotContain("secret", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://-a-/")]
    [InlineData("http://a_b.example/")]
    [InlineData("http://xn--a/")]
    [InlineData("http://খবর.বাংলা/")]
    [InlineData("http://example:0/")]
    public async Task An_odd_host_is_no_surprise(string url)
    {
        using var http = Caller.Open(_ => throw new SocketException((int)SocketError.HostNotFound));

        Assert.IsType<OutboundOutcome.Failed>(
            await http.SendAsync(new(new Uri(url)), TestContext.Current.CancellationToken),
            exactMatch: false
        );
    }

    [Fact]
    public async Task A_name_in_bengali_is_looked_up_and_asked_for_in_ascii()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        var asked = "";
        using var http = Caller.Open(name =>
        {
            asked = name;
            return Public;
        });

        await http.AnswerAsync(new(server.Url(host: "খবর.example")));

        Assert.StartsWith("xn--", asked, StringComparison.Ordinal);
        Assert.Contains($"Host: {asked}:{server.Port}\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_the_environment_names_is_not_asked()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        await using var proxy = new CannedHttp("HTTP/1.1 200 OK");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url());
        try
        {
            using var http = Caller.Open();
            await http.AnswerAsync(new(server.Url()));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task A_relative_address_is_refused()
    {
        using var http = Caller.Open();
        await http.FailAsync<OutboundOutcome.Refused>(new(new Uri("/feed", UriKind.Relative)));
    }
}
