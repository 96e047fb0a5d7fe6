using System.Text;

namespace Syndication.Ingest.Tests.Transfer;

/// <summary>An export as WordPress writes it, of an invented site.</summary>
internal static class Wxr
{
    public static string File(params string[] items) =>
        $"""
            <?xml version="1.0" encoding="UTF-8" ?>
            <!DOCTYPE rss [<!ENTITY x "y">]>
            <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
              xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>নমুনা</title>
            <wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[rima]]></wp:author_login>
              <wp:author_display_name><![CDATA[রিমা দত্ত]]></wp:author_display_name></wp:author>
            {string.Concat(items)}
            </channel></rss>
            """;

    public static string Post(
        int id,
        string title = "নদীতে সেতু",
        string status = "publish",
        string category = "খেলাধুলা",
        string nicename = "khela",
        string content = "প্রথম অনুচ্ছেদ\n\nদ্বিতীয় অনুচ্ছেদ",
        string more = ""
    ) =>
        $"""
            <item><title><![CDATA[{title}]]></title><link>https://khobor.example/{id}/</link>
            <pubDate>Wed, 13 Aug 2025 06:43:00 +0000</pubDate><dc:creator><![CDATA[rima]]></dc:creator>
            <guid isPermaLink="false">https://khobor.example/?p={id}</guid><description></description>
            <content:encoded><![CDATA[{content}]]></content:encoded>
            <excerpt:encoded><![CDATA[সারাংশ {'\u000B'}]]></excerpt:encoded>
            <wp:post_id>{id}</wp:post_id><wp:post_date>2025-08-13 12:43:00</wp:post_date>
            <wp:post_date_gmt>2025-08-13 06:43:00</wp:post_date_gmt>
            <wp:status>{status}</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
            <category domain="category" nicename="{nicename}"><![CDATA[{category}]]></category>
            <category domain="post_tag" nicename="padma"><![CDATA[পদ্মা]]></category>{more}</item>
            """;

    public static string Thumbnail(int id) =>
        $"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[{id}]]></wp:meta_value></wp:postmeta>";

    public static string Attachment(int id) =>
        $"""
            <item><title>ছবি</title><wp:post_id>{id}</wp:post_id><wp:status>inherit</wp:status>
            <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://khobor.example/{id}.jpg</wp:attachment_url>
            <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>সেতু</wp:meta_value></wp:postmeta></item>
            """;

    public static byte[] Bytes(string file) => Encoding.UTF8.GetBytes(file);
}
