using System.Net;
using System.Text.Json;
using Syndication.Hosting.Json;

namespace Syndication.Standalone.Demo;

/// <summary>The demo's articles as a newsroom would send them.</summary>
internal static class DemoArticles
{
    public const string PictureType = "image/png";

    /// <summary>Bodies for <c>POST /api/articles</c>, oldest first.</summary>
    /// <param name="now">When the demo begins.</param>
    /// <param name="publicUrl">The origin that readers know, for pages and pictures.</param>
    public static IEnumerable<string> Read(DateTimeOffset now, string publicUrl)
    {
        var origin = publicUrl.TrimEnd('/');
        return DemoFiles
            .Stories.OrderByDescending(s => s.MinutesAgo)
            .Select(s => JsonSerializer.Serialize(Body(s, now, origin), HouseJson.Options));
    }

    /// <summary>The story's paragraphs as HTML.</summary>
    public static string Content(DemoStory story) =>
        string.Concat(story.Content.Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>"));

    public static string PagePath(DemoStory story) => $"/demo/articles/{story.Slug}";

    public static string PicturePath(DemoPicture picture) => $"/demo/images/{picture.Name}.png";

    private static object Body(DemoStory story, DateTimeOffset now, string origin) =>
        new
        {
            Guid = $"demo:{story.Slug}",
            Url = origin + PagePath(story),
            story.Title,
            story.Summary,
            Content = Content(story),
            Authors = story.Authors.Select(name => new { Name = name }),
            story.Categories,
            story.Tags,
            Language = "bn",
            PublishedAt = story.PublishedAt(now),
            UpdatedAt = story.UpdatedAt(now),
            Image = story.Image is { } image
                ? new
                {
                    Url = origin + PicturePath(image),
                    image.Alt,
                    Width = 640,
                    Height = 360,
                    Type = PictureType,
                }
                : null,
            story.Source,
            story.Breaking,
            story.Correction,
        };
}
