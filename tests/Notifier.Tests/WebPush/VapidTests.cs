using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.WebPush;

public sealed class VapidTests
{
    private const string Subject = "mailto:push@example.com";
    private readonly ManualTime _time = new();
    private readonly VapidKey _key = VapidKey.Create();

    [Fact]
    public void The_example_of_rfc_8292_is_found_right_by_the_sink()
    {
        // RFC 8292 §2.4.
        const string Example =
            "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAi"
            + "OjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK"
            + "2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK"
            + "5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        var then = DateTimeOffset.FromUnixTimeSeconds(1453523768).AddHours(-1);

        Assert.Null(VapidCheck.Fault(Example, "https://push.example.net", then));
        Assert.NotNull(
            VapidCheck.Fault(
                Example.Replace("oA, k", "oB, k", StringComparison.Ordinal),
                "https://push.example.net",
                then
            )
        );
    }

    [Fact]
    public void The_claims_of_rfc_8292_come_out_to_the_letter()
    {
        var token = new VapidTokens(Subject, _time).Sign(
            _key,
            "https://push.example.net",
            DateTimeOffset.FromUnixTimeSeconds(1453523768)
        );

        Assert.StartsWith(
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3"
                + "NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.",
            token,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_token_is_taken_by_the_push_service_it_is_for_and_by_no_other()
    {
        var header = new VapidTokens(Subject, _time).HeaderFor(_key, "https://push.example.net");

        Assert.Null(VapidCheck.Fault(header, "https://push.example.net", _time.GetUtcNow()));
        Assert.NotNull(VapidCheck.Fault(header, "https://other.example.net", _time.GetUtcNow()));
    }

    [Fact]
    public void It_is_signed_once_for_each_push_service_and_key()
    {
        var tokens = new VapidTokens(Subject, _time);
        var first = tokens.HeaderFor(_key, "https://push.example.net");
        _time.Advance(TimeSpan.FromHours(5.9));

        Assert.Same(first, tokens.HeaderFor(_key, "https://push.example.net"));
        Assert.NotEqual(first, tokens.HeaderFor(_key, "https://other.example.net"));
        Assert.NotEqual(first, tokens.HeaderFor(VapidKey.Create(), "https://push.example.net"));
    }

    [Fact]
    public void It_is_renewed_long_before_it_ends()
    {
        var tokens = new VapidTokens(Subject, _time);
        var first = tokens.HeaderFor(_key, "https://push.example.net");
        _time.Advance(TimeSpan.FromHours(6.1));

        var second = tokens.HeaderFor(_key, "https://push.example.net");

        Assert.NotEqual(first, second);
        Assert.Null(VapidCheck.Fault(second, "https://push.example.net", _time.GetUtcNow()));
    }

    [Fact]
    public void No_token_lives_for_more_than_a_day()
    {
        var header = new VapidTokens(Subject, _time).HeaderFor(_key, "https://push.example.net");

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(header.Split('.')[1]));

        var ends = DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
        Assert.InRange(ends - _time.GetUtcNow(), TimeSpan.FromHours(1), TimeSpan.FromHours(24));
    }

    [Fact]
    public void A_key_written_down_and_read_again_is_the_same()
    {
        Assert.True(VapidKey.TryParse(_key.ToPem(), out var read));

        Assert.Equal(_key.PublicKey, read.PublicKey);
    }

    [Fact]
    public void A_key_as_other_libraries_write_it_is_taken()
    {
        // Of RFC 8291 §5.
        Assert.True(VapidKey.TryParse("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", out var read));

        Assert.Equal(
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
            read.PublicKey
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("সেতু")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_private_key_is_not_read(string text)
    {
        Assert.False(VapidKey.TryParse(text, out _));
    }

    [Fact]
    public void A_key_of_another_curve_is_not_read()
    {
        using var other = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP384
        );

        Assert.False(VapidKey.TryParse(other.ExportPkcs8PrivateKeyPem(), out _));
    }

    [Fact]
    public void The_signature_covers_what_stands_before_it()
    {
        var token = new VapidTokens(Subject, _time).HeaderFor(_key, "https://push.example.net");
        var claims = token.Split('.')[1];
        var other = Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                Encoding
                    .UTF8.GetString(Base64Url.DecodeFromChars(claims))
                    .Replace("push@", "post@", StringComparison.Ordinal)
            )
        );

        Assert.NotNull(
            VapidCheck.Fault(
                token.Replace(claims, other, StringComparison.Ordinal),
                "https://push.example.net",
                _time.GetUtcNow()
            )
        );
    }
}
