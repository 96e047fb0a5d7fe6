using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Formats.Tests.StrangeReaders;

public sealed class StrangeReaderTests : IDisposable
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strange-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ReadersAndFormats()
    {
        string[] readers = ["feedparser", "XML::Feed", "Ruby rss", "newsboat", "Mono"];
        return new(readers.SelectMany(_ => new[] { "rss", "atom" }, (reader, format) => (reader, format)));
    }

    [Theory]
    [MemberData(nameof(ReadersAndFormats))]
    public async Task A_reader_that_others_wrote_sees_what_the_feed_says(string name, string extension)
    {
        Assert.True(FeedFormat.TryParse(extension, out var format));
        var reader = Readers.Of(name, format);

        var seen = await reader.ReadAsync(Samples.All.Select(s => Write(s, format)), Ct);

        Assert.Equal(Samples.All.Count, seen.Count);
        var differences = Samples.All.Zip(
            seen,
            (sample, sight) =>
                Differences(sample.Name, reader.Filter(Sight.Of(sample.Shown, format)), reader.Filter(sight))
        );
        Assert.Equal("", string.Join('\n', differences.SelectMany(d => d)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<string> Differences(string place, JsonNode? written, JsonNode? seen) =>
        (written, seen) switch
        {
            (JsonObject a, JsonObject b) => a.SelectMany(m =>
                Differences($"{place}.{m.Key}", m.Value, b[m.Key])
            ),
            (JsonArray a, JsonArray b) when a.Count == b.Count => a.SelectMany(
                (item, i) => Differences($"{place}[{i}]", item, b[i])
            ),
            _ when JsonNode.DeepEquals(written, seen) => [],
            _ => [$"{place}: {Shown(written)} was written, {Shown(seen)} was seen"],
        };

    private static string Shown(JsonNode? value) => value?.ToJsonString(Readable) ?? "nothing";

    private string Write(Sample sample, FeedFormat format)
    {
        var document = new ArrayBufferWriter<byte>();
        FeedWriter.Write(sample.Feed, format, document);
        var path = Path.Combine(_folder.FullName, $"{sample.Name}.{format}");
        File.WriteAllBytes(path, document.WrittenSpan.ToArray());
        return path;
    }
}
