using System.Globalization;
using System.Net;
using Syndication.Hosting.Publication;

namespace Syndication.Standalone.Demo;

/// <summary>A demo article as a page, so that a click in a feed reader opens something.</summary>
internal static class DemoPage
{
    private const string Style =
        "body{margin:0;background:#fbfaf7;color:#1c1c1c;font:1.125rem/1.75 'Noto Serif Bengali','Noto Sans Bengali',"
        + "SolaimanLipi,serif}header,main{max-width:42rem;margin:auto;padding:1rem}header{border-bottom:1px solid #ddd}"
        + "h1{line-height:1.35}img{max-width:100%;height:auto;border-radius:.25rem}.meta{color:#555;font-size:1rem}"
        + ".note{border-left:.25rem solid #b45309;padding-left:.75rem}a{color:#0b5394}"
        + "@media(prefers-color-scheme:dark){body{background:#161616;color:#eaeaea}.meta{color:#aaa}a{color:#8ab4f8}}";

    private static readonly string[] Months =
    [
        "জানুয়ারি",
        "ফেব্রুয়ারি",
        "মার্চ",
        "এপ্রিল",
        "মে",
        "জুন",
        "জুলাই",
        "আগস্ট",
        "সেপ্টেম্বর",
        "অক্টোবর",
        "নভেম্বর",
        "ডিসেম্বর",
    ];

    public static string Render(DemoStory story, DateTimeOffset began, PublicationOptions publication)
    {
        var published = TimeZoneInfo.ConvertTime(story.PublishedAt(began), publication.Zone());
        return $"""
            <!DOCTYPE html>
            <html lang="bn">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta property="og:type" content="article">
            <meta property="article:section" content="{Text(story.Categories[0])}">
            <title>{Text(story.Title)} - {Text(publication.Title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <header><a href="/">{Text(publication.Title)}</a></header>
            <main>
            <article>
            <h1>{Text(story.Title)}</h1>
            <p class="meta">প্রতিবেদক: <span class="author">{Text(
                string.Join(", ", story.Authors)
            )}</span><br><time datetime="{published:yyyy-MM-ddTHH:mm:sszzz}">{Date(published)}</time></p>
            {Picture(story)}{Correction(story)}<div class="entry-content">{DemoArticles.Content(story)}{Source(story)}</div>
            </article>
            <p class="meta">এটি একটি নমুনা লেখা; এর সব নাম, স্থান ও ঘটনা কাল্পনিক।</p>
            </main>
            </body>
            </html>
            """;
    }

    /// <summary>As Bengali papers write it: <c>১৩ আগস্ট ২০২৫, ১২:৪৩</c>, on the clock of 24 hours.</summary>
    public static string Date(DateTimeOffset instant) =>
        Digits(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{instant.Day} {Months[instant.Month - 1]} {instant.Year}, {instant:HH:mm}"
            )
        );

    private static string Digits(string text) =>
        string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)('০' + (c - '0')) : c));

    private static string Picture(DemoStory story) =>
        story.Image is { } image
            ? $"""<img src="{DemoArticles.PicturePath(image)}" width="640" height="360" alt="{Text(image.Alt)}">"""
            : "";

    private static string Correction(DemoStory story) =>
        story.Correction is { } correction ? $"""<p class="note">সংশোধনী: {Text(correction)}</p>""" : "";

    private static string Source(DemoStory story) =>
        story.Source is { } source ? $"<p>সূত্র: {Text(source.Name)}।</p>" : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
