using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Syndication.Benchmarks;

/// <summary>Articles of about 3 KB of Bengali, as a CMS would send them.</summary>
internal static class DemoText
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string Content = string.Concat(
        Enumerable.Repeat(
            "<p>নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন। প্রতিদিন বিকেলে শিশুরা সেখানে বই পড়তে আসে, "
                + "আর সন্ধ্যায় বড়রা খবরের কাগজ নিয়ে বসেন।</p>",
            6
        )
    );

    public static byte[] Article(string guid, string title, string category) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                guid,
                url = $"https://khobor.example/{category}/{Uri.EscapeDataString(guid)}",
                title,
                content = Content,
                authors = new[] { new { name = "মিতালী সরকার" } },
                categories = new[] { category },
                tags = new[] { "পাঠাগার", "গ্রাম" },
            },
            Json
        );

    /// <summary>Lines joined as NDJSON.</summary>
    public static byte[] Lines(IEnumerable<byte[]> articles)
    {
        using var body = new MemoryStream();
        foreach (var article in articles)
        {
            body.Write(article);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }

    public static string Text(byte[] article) => Encoding.UTF8.GetString(article);
}
