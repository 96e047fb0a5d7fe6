using System.Text;

namespace Syndication.Formats.Tests.Reading;

public sealed class FeedReaderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("  \r\n ")]
    [InlineData("\uFEFF")]
    public void Nothing_is_no_feed(string text) =>
        Assert.Equal("The document is empty.", Refusal(text).Reason);

    [Theory]
    [InlineData("কাগজ")]
    [InlineData("<note><to>কেউ</to></note>")]
    [InlineData("[1, 2]")]
    [InlineData("{\"title\": \"খবর\"}")]
    [InlineData("<!DOCTYPE html><HTML><head><title>খবর</title></head><body></body></HTML>")]
    [InlineData("<opml version=\"2.0\"><body/></opml>")]
    public void What_is_no_feed_is_refused_with_a_reason(string text)
    {
        var refusal = Refusal(text);

        Assert.NotEmpty(refusal.Reason);
        Assert.False(refusal.TooLong);
    }

    [Fact]
    public void A_web_page_is_told_apart_and_says_where_its_feed_is()
    {
        var refusal = Refusal("<html><head></head><body><p>খবর</p></body></html>");

        Assert.Contains("rel=\"alternate\"", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_byte_too_many_is_too_long()
    {
        var document = Encoding.UTF8.GetBytes("<rss version=\"2.0\"><channel/></rss>");

        Assert.NotNull(FeedReader.Read(document, new() { MaxBytes = document.Length }));
        var refusal = Assert.Throws<UnreadableFeedException>(() =>
            FeedReader.Read(document, new() { MaxBytes = document.Length - 1 })
        );
        Assert.True(refusal.TooLong);
    }

    [Fact]
    public async Task An_endless_stream_is_left_where_the_limit_is()
    {
        using var endless = new Endless();

        var refusal = await Assert.ThrowsAsync<UnreadableFeedException>(() =>
            FeedReader.ReadAsync(endless, new() { MaxBytes = 100_000 }, Ct)
        );

        Assert.True(refusal.TooLong);
        Assert.InRange(endless.Taken, 100_000, 300_000);
    }

    [Fact]
    public async Task A_stream_is_read_as_a_document_is()
    {
        var document = Encoding.UTF8.GetBytes(
            "<rss version=\"2.0\"><channel><title>খবর</title><item><guid>১</guid></item></channel></rss>"
        );
        using var stream = new MemoryStream(document);

        var read = await FeedReader.ReadAsync(stream, options: null, Ct);

        Assert.Equal("খবর", read.Feed.Title);
        Assert.Equal("১", Assert.Single(read.Feed.Entries).Id);
    }

    [Fact]
    public void Entries_after_the_first_20_000_are_left_out_and_told()
    {
        var text = string.Concat(Enumerable.Range(0, 20_001).Select(i => $"<item><guid>{i}</guid></item>"));

        var read = Read($"<rss version=\"2.0\"><channel>{text}</channel></rss>");

        Assert.Equal(20_000, read.Feed.Entries.Count);
        Assert.Equal("too-many-entries", Assert.Single(read.Problems).Code);
    }

    [Fact]
    public void Of_a_thousand_keywords_500_are_read_and_it_is_told()
    {
        var words = string.Join(", ", Enumerable.Range(0, 1000));

        var read = Read($"<rss version=\"2.0\"><channel><item><tags>{words}</tags></item></channel></rss>");

        var terms = Assert.Single(read.Feed.Entries).Categories.Select(c => c.Term);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), terms);
        Assert.Equal("too-many-values", Assert.Single(read.Problems).Code);
    }

    [Fact]
    public void Without_cleaning_the_text_is_as_it_came()
    {
        const string Html = "<p onclick=\"x()\">ক <a href=\"/y\">খ</a></p>";
        var document = Encoding.UTF8.GetBytes(
            $"<rss version=\"2.0\"><channel><item><description><![CDATA[{Html}]]></description></item></channel></rss>"
        );

        var read = FeedReader.Read(document, new() { Clean = false });

        Assert.Equal(Html, Assert.Single(read.Feed.Entries).Summary);
    }

    private static FeedDocument Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text));

    private static UnreadableFeedException Refusal(string text) =>
        Assert.Throws<UnreadableFeedException>(() => Read(text));

    /// <summary>Gives blanks for as long as one asks.</summary>
    private sealed class Endless : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            buffer.Span.Fill((byte)' ');
            Taken += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
