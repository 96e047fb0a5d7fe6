using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Syndication.Formats.Tests.RoundTrips;

public sealed class RoundTripTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    // The same cases every time; another seed, or none, finds others.
    internal static readonly Config Config = Config
        .QuickThrowOnFailure.WithMaxTest(400)
        .WithEndSize(8)
        .WithReplay(2025, 813);

    [Theory]
    [InlineData("rss", FeedVersion.Rss20)]
    [InlineData("atom", FeedVersion.Atom10)]
    [InlineData("json", FeedVersion.Json11)]
    public void What_is_written_is_read_back(string extension, FeedVersion version)
    {
        Assert.True(FeedFormat.TryParse(extension, out var format));

        Prop.ForAll(FeedSeed.Any, seed => ReadsBack(seed.Make(), format, version)).Check(Config);
    }

    private static void ReadsBack(Feed feed, FeedFormat format, FeedVersion version)
    {
        var document = new ArrayBufferWriter<byte>();
        FeedWriter.Write(feed, format, document);

        var read = FeedReader.Read(document.WrittenMemory.ToArray());

        var carried = new FeedDocument
        {
            Version = version,
            Encoding = "utf-8",
            WellFormed = true,
            Feed = Carried.By(format, feed),
        };
        Assert.Equal(Lines(carried), Lines(read));
    }

    private static string Lines(FeedDocument document) => PreviewJson.Of(document).ToJsonString(Readable);
}
