using Syndication.Contracts;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// Articles as long as the demo's, about 2 KB of Bengali in words that vary: a text that repeats itself would pack to nothing.
/// </summary>
internal static class Stories
{
    private const int Paragraphs = 4;
    private const int Words = 24;

    private static readonly DateTimeOffset Start = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero);

    private static readonly string[] Vocabulary = (
        "নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন প্রতিদিন বিকেলে শিশুরা সেখানে বই পড়তে আসে আর সন্ধ্যায় বড়রা "
        + "খবরের কাগজ নিয়ে বসেন উদ্যোক্তারা জানান শুরুতে মাত্র চল্লিশটি ছিল এখন আছে দুই হাজারের বেশি মানচিত্র বর্ষায় যাতায়াত "
        + "কঠিন হলেও পাঠকের সংখ্যা কমেনি আগামী শীতে পাশের তিনটি গ্রামেও এমন হবে বলছেন আয়োজকেরা তাঁদের আশা স্কুলের শিক্ষকেরাও "
        + "হাত বাড়াবেন জেলা প্রশাসক গতকাল এলাকা ঘুরে দেখেছেন তিনি রাস্তা মেরামতের নির্দেশ দেন কৃষকেরা ধানের ন্যায্য দাম চেয়েছেন "
        + "বাজারে সবজির সরবরাহ বেড়েছে তবে মাছের দাম কমছে না আবহাওয়া অফিস জানায় উত্তরাঞ্চলে বৃষ্টি থাকতে পারে ৩২০ ১৫ ২০২৫ ৭৮"
    ).Split(' ');

    public static Article Article(int number, string category, IReadOnlyList<string> tags, int revision = 1)
    {
        var random = new Random(number * 31 + revision);
        var at = Start.AddSeconds(number);
        return new()
        {
            Id = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1),
            Revision = revision,
            Url = $"https://khobor.example/{category}/{number}",
            Title = Sentence(random, 8),
            Summary = $"<p>{Sentence(random, 16)}</p>",
            Content = Content(random),
            Authors = [new Person("মিতালী সরকার")],
            Categories = [category],
            Tags = tags,
            Language = "bn",
            PublishedAt = at,
            UpdatedAt = at,
            RevisedAt = at.AddSeconds(revision),
            Image = new(
                $"https://img.khobor.example/{number}.jpg",
                "পাঠাগারের বারান্দায়",
                1200,
                630,
                "image/jpeg"
            ),
        };
    }

    private static string Content(Random random) =>
        string.Concat(Enumerable.Range(0, Paragraphs).Select(_ => $"<p>{Sentence(random, Words)}</p>"));

    private static string Sentence(Random random, int words) =>
        string.Join(' ', random.GetItems(Vocabulary, words)) + "।";
}
