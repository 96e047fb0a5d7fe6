using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Formats.Tests;

/// <summary>
/// Documents in <c>Golden/Reading</c>, each beside what is read in it: the preview's answer without nulls, and besides
/// it what the preview does not tell. <c>given</c> says what is known of the document apart from its bytes.
/// </summary>
public sealed class GoldenReadingTests
{
    private const string Expected = ".expected.json";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Reading");

    private static readonly JsonSerializerOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static TheoryData<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*" + Expected)
                .Select(path => Path.GetFileName(path)[..^Expected.Length])
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_is_read_as_agreed(string name)
    {
        var ct = TestContext.Current.CancellationToken;
        var golden = await File.ReadAllTextAsync(Path.Combine(Folder, name + Expected), ct);
        var given = JsonNode.Parse(golden)!["given"];
        var document = await File.ReadAllBytesAsync(DocumentOf(name), ct);

        var read = Sight(FeedReader.Read(document, Options(given)), given).ToJsonString(Layout) + "\n";

        if (Environment.GetEnvironmentVariable("GOLDEN_DIRECTORY") is { } directory)
        {
            // After a change that was meant: write them anew, and read the difference.
            await File.WriteAllTextAsync(Path.Combine(directory, "Reading", name + Expected), read, ct);
        }

        Assert.Equal(golden, read);
    }

    [Fact]
    public void Every_document_has_its_expectation_and_every_version_its_documents()
    {
        var documents = Directory
            .EnumerateFiles(Folder)
            .Where(path => !path.EndsWith(Expected, StringComparison.Ordinal));
        var versions = Names.Select(name =>
            (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name.Data + Expected)))!["format"]
        );

        Assert.Equal(
            Names.Select(name => DocumentOf(name.Data)).Order(StringComparer.Ordinal),
            documents.Order(StringComparer.Ordinal)
        );
        Assert.Empty(Enum.GetValues<FeedVersion>().Select(PreviewJson.Name).Except(versions));
    }

    private static string DocumentOf(string name) =>
        Directory
            .GetFiles(Folder, name + ".*")
            .Single(path => !path.EndsWith(Expected, StringComparison.Ordinal));

    private static FeedReadOptions Options(JsonNode? given) =>
        new()
        {
            ContentType = (string?)given?["contentType"],
            BaseUrl = (string?)given?["base"] is { } address ? new Uri(address) : null,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById((string?)given?["timeZone"] ?? "UTC"),
        };

    private static JsonObject Sight(FeedDocument document, JsonNode? given)
    {
        var sight = PreviewJson.Of(document);
        return given is null
            ? sight
            : new JsonObject([
                new("given", given.DeepClone()),
                .. sight.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())),
            ]);
    }
}
