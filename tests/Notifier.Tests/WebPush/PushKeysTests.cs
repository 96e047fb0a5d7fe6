using System.Buffers.Text;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

public sealed class PushKeysTests
{
    private static readonly PushReader Reader = new();

    [Fact]
    public void What_a_browser_gives_is_taken()
    {
        Assert.True(PushKeys.TryParse(Reader.P256dh, Reader.Auth, out var keys, out _));

        Assert.Equal(Reader.PublicKey, keys.PublicKey);
        Assert.Equal(Reader.AuthSecret, keys.AuthSecret);
    }

    [Fact]
    public void Base64_with_its_padding_is_taken_too()
    {
        Assert.True(
            PushKeys.TryParse(
                Convert.ToBase64String(Reader.PublicKey),
                Convert.ToBase64String(Reader.AuthSecret),
                out var keys,
                out _
            )
        );

        Assert.Equal(Reader.PublicKey, keys.PublicKey);
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("সেতু", "base64url")]
    [InlineData("AAA", "2 bytes")]
    public void A_public_key_that_is_none_is_told_by_its_name(string? p256dh, string words)
    {
        Assert.False(PushKeys.TryParse(p256dh, Reader.Auth, out _, out var fault));

        Assert.Equal("p256dh", fault.Field);
        Assert.Contains(words, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_of_64_bytes_is_refused()
    {
        var text = Base64Url.EncodeToString(Reader.PublicKey.AsSpan(1));

        Assert.False(PushKeys.TryParse(text, Reader.Auth, out _, out var fault));

        Assert.Equal(new("p256dh", "It has 64 bytes in place of 65."), fault);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 6)]
    [InlineData(64, 1)]
    public void Sixty_five_bytes_that_are_no_point_of_the_curve_are_refused(int place, int change)
    {
        var bytes = Reader.PublicKey.ToArray();
        bytes[place] ^= (byte)change;

        Assert.False(PushKeys.TryParse(Base64Url.EncodeToString(bytes), Reader.Auth, out _, out var fault));

        Assert.Equal("p256dh", fault.Field);
        Assert.Contains("curve", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_are_no_point_of_the_curve()
    {
        var bytes = new byte[65];
        bytes[0] = 4;

        Assert.False(PushKeys.TryParse(Base64Url.EncodeToString(bytes), Reader.Auth, out _, out var fault));

        Assert.Equal("p256dh", fault.Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void A_secret_of_another_length_is_refused(int length)
    {
        var text = Base64Url.EncodeToString(new byte[length]);

        Assert.False(PushKeys.TryParse(Reader.P256dh, text, out _, out var fault));

        Assert.Equal("auth", fault.Field);
    }
}
