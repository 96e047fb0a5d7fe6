using System.Text;

namespace Syndication.Notifier.WebSub;

/// <summary>Which of the news that a look at a topic was about went out with its version, and which were none of it.</summary>
internal sealed class NewsSorting
{
    // Feeds serves a change a moment before it tells of it: a look that was on its way may have found it.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    private NewsSorting(IReadOnlyList<HubNews> news, Predicate<HubNews> isCarried)
    {
        // Of an article that was revised again meanwhile only the last revision goes out.
        var last = news.GroupBy(n => n.ArticleId)
            .Select(n => n.MaxBy(one => one.Revision)!)
            .Where(n => isCarried(n))
            .Select(n => n.Seq)
            .ToHashSet();
        Carried = [.. last];
        Dropped = [.. news.Select(n => n.Seq).Where(seq => !last.Contains(seq))];
    }

    /// <summary>As <see cref="HubNews.Seq"/>.</summary>
    public IReadOnlyList<long> Carried { get; }

    /// <summary>Also those that a newer revision has overtaken.</summary>
    public IReadOnlyList<long> Dropped { get; }

    /// <summary>The look found other bytes: theirs are the articles that stand in them, and those that stood there before.</summary>
    /// <param name="news">What there was before the look.</param>
    /// <param name="before">The version before.</param>
    /// <param name="after">This version.</param>
    public static NewsSorting Changed(IReadOnlyList<HubNews> news, byte[] before, byte[] after) =>
        new(news, n => Stands(n.ArticleId, after) || Stands(n.ArticleId, before));

    /// <summary>The look found nothing new: the version that went out just now may have had them already.</summary>
    public static NewsSorting Same(IReadOnlyList<HubNews> news, HubTopic topic) =>
        new(news, n => topic.ChangedAt >= n.At - Ahead && Stands(n.ArticleId, topic.Body));

    // An article's identity in every format is urn:uuid: and its id. A combination of feeds hears of what it leaves out, and
    // a page of ten entries of the eleventh.
    private static bool Stands(Guid article, byte[] body) =>
        body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(article.ToString())) >= 0;
}
