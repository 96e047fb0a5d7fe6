using System.Buffers;
using System.Text;
using Syndication.Formats;

namespace Syndication.Benchmarks.Documents;

/// <summary>A feed of 50 Bengali entries of 3 Ki characters each, nearly 8 KiB of UTF-8.</summary>
internal static class NewsFeed
{
    private const int Entries = 50;
    private const int Characters = 3 * 1024;

    private static readonly DateTimeOffset Start = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero);

    private static readonly string[] Paragraphs =
    [
        "<p>নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন। প্রতিদিন বিকেলে শিশুরা সেখানে বই পড়তে আসে, আর "
            + "সন্ধ্যায় বড়রা খবরের কাগজ নিয়ে বসেন।</p>",
        "<p>উদ্যোক্তা <strong>মিতালী সরকার</strong> জানান, শুরুতে মাত্র ৪০টি বই ছিল; এখন আছে "
            + "<a href=\"https://khobor.example/culture/812\">দুই হাজারের বেশি</a> &amp; একটি মানচিত্র।</p>",
        "<figure><img src=\"https://img.khobor.example/2025/08/pathagar.jpg\" alt=\"পাঠাগারের বারান্দায় শিশুরা\" "
            + "width=\"1200\" height=\"630\"><figcaption>ছবি: পাঠাগারের সংগ্রহ</figcaption></figure>",
        "<p>বর্ষায় যাতায়াত কঠিন হলেও পাঠকের সংখ্যা কমেনি। আগামী শীতে পাশের তিনটি গ্রামেও এমন পাঠাগার হবে, বলছেন "
            + "আয়োজকেরা।<br>তাঁদের আশা, স্কুলের শিক্ষকেরাও হাত বাড়াবেন।</p>",
    ];

    public static readonly Feed Model = new()
    {
        Id = "https://khobor.example/feeds/all",
        Title = "নদীপাড়ের খবর",
        Description = "গ্রাম ও শহরের প্রতিদিন",
        Link = "https://khobor.example/",
        Self = "https://khobor.example/feeds/all.rss",
        Hubs = ["https://khobor.example/hub"],
        Language = "bn",
        Updated = Start.AddHours(Entries),
        Rights = "© নদীপাড়ের খবর",
        Generator = "Syndication",
        Authors = [new Person("বার্তাকক্ষ")],
        Entries = [.. Enumerable.Range(0, Entries).Select(Entry)],
    };

    /// <summary>Every text of the model that a document shows.</summary>
    public static readonly string[] Strings =
    [
        Model.Id!,
        Model.Title,
        Model.Description!,
        Model.Link!,
        Model.Self!,
        Model.Hubs[0],
        Model.Rights!,
        Model.Generator!,
        Model.Authors[0].Name!,
        .. Model.Entries.SelectMany(e =>
            new[] { e.Id!, e.Link!, e.Title, e.Summary!, e.Content!, e.Authors[0].Name! }.Concat(
                e.Categories.SelectMany(c => new[] { c.Term, c.Label! })
            )
        ),
    ];

    /// <summary>The HTML of an entry.</summary>
    public static string Html => Model.Entries[0].Content!;

    public static byte[] Document(FeedFormat format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        FeedWriter.Write(Model, format, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static Entry Entry(int number) =>
        new()
        {
            Id = $"urn:uuid:0198a1b2-0000-7000-8000-{number:D12}",
            Link = $"https://khobor.example/country/{number + 7_000}",
            Title = $"নদীর পাড়ে নতুন পাঠাগার, পাঠক বাড়ছে প্রতিদিন ({number})",
            Summary = "<p>চল্লিশটি বই দিয়ে শুরু; এখন দুই হাজারের বেশি, আর পাঠক আসেন তিন গ্রাম থেকে।</p>",
            Content = Text(number),
            Published = Start.AddHours(number),
            Updated = Start.AddHours(number).AddMinutes(7),
            Authors = [new Person("মিতালী সরকার")],
            Categories =
            [
                new Category("country", Label: "দেশজুড়ে"),
                new Category("books", Label: "বই থেকে"),
            ],
        };

    private static string Text(int number)
    {
        var html = new StringBuilder();
        for (var i = number; html.Length < Characters; i++)
        {
            html.Append(Paragraphs[i % Paragraphs.Length]);
        }

        return html.ToString();
    }
}
