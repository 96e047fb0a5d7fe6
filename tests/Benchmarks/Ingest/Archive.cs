using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// Years of articles as rows of Ingest's tables: one every five minutes, most of them published, a few with another revision;
/// and what the outbox and the timelines still hold of the latest.
/// </summary>
/// <param name="articles">How many.</param>
/// <param name="template">
/// The document of an article whose guid and title are <c>@@</c>, of category <c>sports</c> and of <see cref="Instant"/>.
/// </param>
/// <param name="templateId">That article's id.</param>
internal sealed class Archive(int articles, string template, Guid templateId)
{
    /// <summary>The template's <c>publishedAt</c>.</summary>
    public const string Instant = "2001-02-03T04:05:06Z";

    /// <summary>Has <see cref="Rare"/> articles only, the oldest.</summary>
    public const string RareCategory = "campus";
    public const int Rare = 30;

    /// <summary>In one title of two hundred, and in one of all.</summary>
    public const string FrequentWord = "পাঠাগার";
    public const string RareWord = "ধূমকেতু";
    private const int Published = 0;
    private const int Retracted = 2;
    private const int Quarantined = 3;

    // What outbox and timelines still hold: the last week's, the last month's.
    private const int Told = 20_000;
    private const int Reported = 50_000;
    private static readonly string[] Words =
        "নদী সেতু বাজার বৃষ্টি ফসল স্কুল মেলা নির্বাচন শহর গ্রাম রাস্তা হাসপাতাল খেলা বাজেট আবহাওয়া".Split(
            ' '
        );
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(5);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public int Articles => articles;

    public static string GuidOf(int number) => $"archive:{number}";

    public static string Category(int number) =>
        number < Rare ? RareCategory : TestCategories.Bulk[number % TestCategories.Bulk.Count];

    /// <summary>Version 7 of its instant; the same whenever it is asked.</summary>
    public Guid Id(int number)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(GuidOf(number))).AsSpan(0, 16);
        var at = At(number).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(at >> (40 - (8 * i)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When it was published.</summary>
    public DateTimeOffset At(int number) => _now - ((articles - number) * Between);

    /// <summary>Of some articles, table by table.</summary>
    public IEnumerable<ArchiveRows> Rows(int[] numbers) => [.. Stored(numbers), .. Said(numbers)];

    private IEnumerable<ArchiveRows> Stored(int[] numbers)
    {
        yield return new(
            "Articles",
            ["Id", "Revision", "State", "Title", "PublishedAt", "EverPublished"],
            numbers.Select(i =>
                (object[])[Id(i), Revisions(i), State(i), Title(i), Milliseconds(i), State(i) != Quarantined]
            )
        );
        yield return new(
            "Revisions",
            ["ArticleId", "Revision", "Document"],
            numbers.SelectMany(i =>
                Enumerable.Range(1, Revisions(i)).Select(r => (object[])[Id(i), r, Document(i, r)])
            )
        );
        yield return new(
            "ArticleKeys",
            ["Key", "ArticleId"],
            numbers.SelectMany(i =>
                (object[][])
                    [
                        [Key($"guid\n{GuidOf(i)}"), Id(i)],
                        [Key($"url\n{i}"), Id(i)],
                    ]
            )
        );
        yield return new(
            "ArticleCategories",
            ["ArticleId", "Slug", "PublishedAt"],
            numbers
                .Where(i => State(i) != Quarantined)
                .Select(i => (object[])[Id(i), Category(i), Milliseconds(i)])
        );
    }

    private IEnumerable<ArchiveRows> Said(int[] numbers)
    {
        yield return new(
            "Outbox",
            ["MessageId", "Kind", "ArticleId", "Revision", "CreatedAt", "SentAt"],
            numbers
                .Where(i => i >= articles - Told)
                .Select(i => (object[])[Id(i), 1, Id(i), 1, Recently(i), Recently(i)])
        );
        yield return new(
            "Timeline",
            ["ArticleId", "Revision", "At", "Step", "By"],
            numbers
                .Where(i => i >= articles - Reported)
                .SelectMany(i =>
                    Enumerable
                        .Range(1, 3)
                        .Select(s => (object[])[Id(i), 1, Recently(i), $"step-{s}", "feeds"])
                )
        );
    }

    private static int State(int number) =>
        number % 100 == 1 ? Retracted
        : number % 1000 == 2 ? Quarantined
        : Published;

    private static int Revisions(int number) => number % 20 == 0 ? 2 : 1;

    private string Title(int number)
    {
        var random = new Random(number);
        var words = Enumerable.Range(0, 8).Select(_ => Words[random.Next(Words.Length)]).ToList();
        if (number % 200 == 7)
            words.Add(FrequentWord);
        if (number == articles / 3)
            words.Add(RareWord);
        return string.Join(' ', words) + $" {number}";
    }

    private string Document(int number, int revision) =>
        new StringBuilder(template)
            .Replace($"{templateId}", $"{Id(number)}")
            .Replace("\"@@title\"", $"\"{Title(number)}\"")
            .Replace("archive:@@", GuidOf(number))
            .Replace("\"sports\"", $"\"{Category(number)}\"")
            .Replace("\"revision\":1", $"\"revision\":{revision}")
            .Replace(
                Instant,
                At(number).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            )
            .ToString();

    private long Milliseconds(int number) => At(number).ToUnixTimeMilliseconds();

    // Told and reported just now: nothing is swept away while it is measured.
    private long Recently(int number) => _now.ToUnixTimeMilliseconds() - (articles - number);

    private static string Key(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Rows of one table.</summary>
internal sealed record ArchiveRows(string Table, string[] Columns, IEnumerable<object[]> Rows);
