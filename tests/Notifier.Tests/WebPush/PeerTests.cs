using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Syndication.Notifier.WebPush;
using Syndication.Testing;
using Syndication.Testing.Processes;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>What others wrote for Node (npm's <c>http_ece</c> and <c>web-push</c>) reads us, and is read by our sink.</summary>
public sealed class PeerTests
{
    private static readonly string[] Texts =
    [
        "",
        "When I grow up, I want to be a watermelon",
        "নদীতে সেতু ভেঙে পড়েছে, উদ্ধারকাজ চলছে।",
        new('x', PushEncryption.MostPlaintext),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Others_decrypt_what_is_encrypted_here(bool platform)
    {
        var reader = new PushReader();
        var encryption = platform ? new PushEncryption(new PlatformKeyAgreement()) : new PushEncryption();
        var plain = Texts
            .Select(Encoding.UTF8.GetBytes)
            .Append(PushPayload.Whole(PushBench.Message, "https://khobor.example"))
            .ToList();

        var answer = await PeerAsync(
            "decrypt",
            new
            {
                privateKey = Base64Url.EncodeToString(reader.PrivateKey),
                auth = reader.Auth,
                messages = plain.Select(p =>
                    Base64Url.EncodeToString(encryption.Encrypt(reader.PublicKey, reader.AuthSecret, p))
                ),
            }
        );

        Assert.Equal(
            plain.Select(p => Base64Url.EncodeToString(p)),
            answer.GetProperty("texts").EnumerateArray().Select(t => t.GetString())
        );
    }

    [Fact]
    public async Task The_sink_takes_what_others_send()
    {
        await using var sink = await PushSink.StartAsync(Ct);
        var to = sink.Subscribe();

        var answer = await PeerAsync(
            "send",
            new
            {
                subscription = to.Json,
                text = """{"title":"সেতু","sequence":2}""",
                subject = "mailto:desk@khobor.example",
                publicKey = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
                privateKey = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
                options = new
                {
                    TTL = 60,
                    urgency = "high",
                    topic = "story-1",
                },
            }
        );

        Assert.Equal(201, answer.GetProperty("status").GetInt32());
        Assert.Empty(sink.Faults);
        Assert.Equal("সেতু", Assert.Single(sink.Messages).Member("title"));
        Assert.Equal(new(to.Path, "story-1", 2), Assert.Single(sink.Counts).Key);
    }

    private static async Task<JsonElement> PeerAsync(string deed, object input)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var output = await Command.RunAsync(
            Command.Find("nodejs", "node"),
            [Path.Combine(RepositoryRoot.Path, "tests", "PushPeers", "peer.js"), deed],
            limit.Token,
            JsonSerializer.Serialize(input)
        );
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }
}
