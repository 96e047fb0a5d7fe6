using Syndication.Ingest.Articles;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Tests.WebSub;

/// <summary>What is decided without asking anybody.</summary>
public sealed class HubRulesTests
{
    private static readonly DateTimeOffset Now = new(2025, 8, 13, 6, 0, 0, TimeSpan.Zero);

    private static readonly SourceRow Unserved = new()
    {
        Url = "https://shokal.example/feed",
        Name = "উৎস",
        Enabled = true,
        Hub = "https://one.example/ https://two.example/",
        Topic = "https://shokal.example/feed",
    };

    [Theory]
    [InlineData(null, 864000)]
    [InlineData(-5L, 864000)]
    [InlineData(0L, 864000)]
    [InlineData(1L, 60)]
    [InlineData(7200L, 7200)]
    [InlineData(long.MaxValue, 2592000)]
    public void A_lease_is_believed_within_bounds(long? told, int seconds) =>
        Assert.Equal(seconds, HubTimes.Lease(told).TotalSeconds);

    [Fact]
    public void A_renewal_is_not_put_off_beyond_the_lease()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), HubTimes.Patience(9, TimeSpan.FromMinutes(2), chance: 0.5));
        Assert.Equal(TimeSpan.FromHours(1), HubTimes.Patience(9, TimeSpan.FromDays(3), chance: 0.5));
        Assert.Equal(TimeSpan.FromDays(1), HubTimes.Patience(int.MaxValue, leaseLeft: null, chance: 0.5));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(15, 120)]
    [InlineData(600, 1440)]
    public void The_net_is_wider_than_the_usual_polling(int minutes, int expected) =>
        Assert.Equal(TimeSpan.FromMinutes(expected), HubTimes.Net(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Hubs_take_turns_and_wait_only_after_a_round()
    {
        var first = HubAsk.Of(Unserved, Now, chance: 0.5);
        Unserved.HubFailures = 1;
        (Unserved.Hub, Unserved.HubToken, Unserved.HubSecret) = (first.Hubs, first.Token, first.Secret);
        var second = HubAsk.Of(Unserved, Now, chance: 0.5);

        Assert.Equal(("https://one.example/", true), (first.Hub.AbsoluteUri, first.HasNext));
        Assert.Equal(("https://two.example/", false), (second.Hub.AbsoluteUri, second.HasNext));
        Assert.NotEqual(first.Token, second.Token);
        Assert.NotEqual(first.Secret, second.Secret);
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-2, false)]
    [InlineData(-600, false)]
    public void What_came_out_since_and_is_not_quite_new_was_missed(int minutes, bool expected)
    {
        var missed = HubTrust.HasMissed(Trusted(Now.AddHours(-2)), [Article(Now.AddMinutes(minutes))], Now);

        Assert.Equal(expected, missed);
    }

    [Fact]
    public void Trust_needs_a_lease_a_push_and_after_a_miss_another_push_and_a_day()
    {
        Assert.True(HubTrust.Holds(Trusted(Now.AddHours(-2)), Now));
        Assert.False(HubTrust.Holds(Trusted(null), Now));
        Assert.False(HubTrust.Holds(Trusted(Now.AddHours(-2), lease: TimeSpan.Zero), Now));
        Assert.False(HubTrust.Holds(Trusted(Now.AddHours(3)), Now));
        // Missed 27 hours ago; the last push was before that, or after.
        Assert.False(HubTrust.Holds(Trusted(Now.AddHours(-3), pushed: Now.AddHours(-28)), Now));
        Assert.True(HubTrust.Holds(Trusted(Now.AddHours(-3), pushed: Now.AddHours(-26)), Now));
    }

    [Theory]
    [InlineData("sha256=zz")]
    [InlineData("sha256")]
    [InlineData("=")]
    [InlineData(
        "sha512=00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    )]
    [InlineData("none=")]
    public void What_is_no_signature_fits_nothing(string header) =>
        Assert.False(PushSignature.Fits(header, "গোপন", "খবর"u8));

    [Fact]
    public void A_signature_fits_its_bytes_alone()
    {
        var header = HubServer.Sign("sha256", "গোপন", "খবর"u8.ToArray());

        Assert.True(PushSignature.Fits(header, "গোপন", "খবর"u8));
        Assert.True(PushSignature.Fits(header.ToUpperInvariant(), "গোপন", "খবর"u8));
        Assert.False(PushSignature.Fits(header, "গোপন", "খবর "u8));
        Assert.False(PushSignature.Fits(header[..^2], "গোপন", "খবর"u8));
    }

    [Theory]
    [InlineData("https://hub.example/", false, true)]
    [InlineData("http://hub.example/", false, false)]
    [InlineData("http://hub.example/", true, true)]
    public async Task A_secret_goes_over_https_alone_except_in_an_intranet(
        string hub,
        bool intranet,
        bool told
    )
    {
        await using var host = new IngestHost(privateAddresses: intranet);

        Assert.Equal(told, host.The<HubCaller>().Tells(new(hub)));
    }

    private static SourceRow Trusted(
        DateTimeOffset? trusted,
        TimeSpan? lease = null,
        DateTimeOffset? pushed = null
    ) =>
        new()
        {
            Url = "https://shokal.example/feed",
            Name = "উৎস",
            HubState = HubState.Verified,
            HubLeaseUntil = Now + (lease ?? TimeSpan.FromDays(5)),
            HubTrustedAt = trusted,
            HubLastPushAt = pushed ?? Now.AddHours(-1),
        };

    private static ArticleInput Article(DateTimeOffset published) =>
        new() { Title = "শিরোনাম", PublishedAt = published };
}
