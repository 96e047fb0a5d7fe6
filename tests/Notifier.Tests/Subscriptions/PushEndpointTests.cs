using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Subscriptions;

public sealed class PushEndpointTests
{
    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc:DEF_-1", "https://fcm.googleapis.com")]
    [InlineData(
        "https://UPDATES.push.services.mozilla.com/wpush/v2/x",
        "https://updates.push.services.mozilla.com"
    )]
    [InlineData("https://web.push.apple.com:443/x?y=z", "https://web.push.apple.com")]
    public void A_public_https_address_is_taken(string text, string origin)
    {
        Assert.True(PushEndpoint.TryParse(text, anywhere: false, out var endpoint, out _));
        Assert.Equal(origin, endpoint.Origin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("push")]
    [InlineData("/push")]
    [InlineData("http://fcm.googleapis.com/x")]
    [InlineData("ftp://fcm.googleapis.com/x")]
    [InlineData("https://user:pass@fcm.googleapis.com/x")]
    [InlineData("https://fcm.googleapis.com/x#y")]
    [InlineData("https://fcm.googleapis.com:8443/x")]
    [InlineData("https://fcm.googleapis.com/x y")]
    [InlineData("https://fcm.googleapis.com\\@127.0.0.1/x")]
    [InlineData("https://localhost/x")]
    [InlineData("https://localhost./x")]
    [InlineData("https://push.localhost/x")]
    [InlineData("https://printer.local/x")]
    [InlineData("https://metadata.google.internal/x")]
    [InlineData("https://router/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f.1/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://93.184.215.14/x")]
    [InlineData("https://fcm.googleapis.com./x")]
    [InlineData("https://169.254.169.254/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:10.0.0.1]/x")]
    [InlineData("https://[fe80::1]/x")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(PushEndpoint.TryParse(text, anywhere: false, out _, out var fault));
        Assert.NotEmpty(fault);
        if (text.Length > 10)
            Assert.DoesNotContain(text, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_has_2048_characters_at_most()
    {
        var start = "https://fcm.googleapis.com/";
        Assert.True(PushEndpoint.TryParse(start.PadRight(2048, 'x'), anywhere: false, out _, out _));
        Assert.False(PushEndpoint.TryParse(start.PadRight(2049, 'x'), anywhere: false, out _, out _));
    }

    [Fact]
    public void Where_private_addresses_are_allowed_so_is_plain_http()
    {
        Assert.True(
            PushEndpoint.TryParse("http://127.0.0.1:9000/x", anywhere: true, out var endpoint, out _)
        );
        Assert.Equal("http://127.0.0.1:9000", endpoint.Origin);
    }
}
