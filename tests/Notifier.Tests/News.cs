using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Notifier.Tests;

/// <summary>An invented story as the newsroom would tell it, revision by revision.</summary>
internal static class News
{
    public static Article Breaking =>
        Some.Article with
        {
            Title = "নদীতে সেতু ভেঙে পড়েছে",
            Summary = null,
            Content = null,
            Breaking = BreakingLevel.Breaking,
        };

    public static ArticlePublished Published(this Article article) => new() { Article = article };

    public static ArticleRevised Revised(this Article article) => new() { Article = article };

    public static ArticleRetracted Retracted(this Article article, int revision) =>
        new()
        {
            ArticleId = article.Id,
            Revision = revision,
            RetractedAt = Some.Instant,
            Categories = article.Categories,
        };
}
