using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Makes one of several pieces of evidence: field by field, the first that has it.</summary>
internal static class EvidenceMerger
{
    private static readonly string[] Nobody =
    [
        "admin",
        "administrator",
        "editor",
        "root",
        "webmaster",
        "desk",
    ];

    public static Evidence Merge(List<Evidence> all, ArticleRegion region, Uri? url, PageContext context)
    {
        var title = Title(all, region.Page, region.Heading);
        return new Evidence
        {
            SaysArticle = all.Exists(e => e.SaysArticle),
            Title = title,
            Summary = First(all, e => PageText.Same(e.Summary, title) ? null : e.Summary),
            People = People(all),
            Categories = Categories(
                [
                    .. all.Select(e => e.Categories),
                    CategoryHints.Read(region, context),
                    // Where labels are all that there is, some of them are categories.
                    .. all.Select(e => e.Tags.Where(context.IsCategory).ToList()),
                ],
                context
            ),
            Tags = Some(all, e => e.Tags),
            PublishedAt = all.Select(e => e.PublishedAt).FirstOrDefault(d => d is not null),
            UpdatedAt = all.Select(e => e.UpdatedAt).FirstOrDefault(d => d is not null),
            Image = First(all, e => e.Image),
            Url = Address(all, url),
            Language = First(all, e => e.Language),
        };
    }

    private static string? Title(List<Evidence> all, IDocument page, IElement? heading)
    {
        var title = First(all, e => e.Title) ?? PageText.Tidy(page.Title);
        // What the heading shows is the title where the metadata only adds to it.
        var shown = PageText.Tidy(heading?.TextContent);
        return
            shown is { Length: > 8 }
            && title is not null
            && PageText.Key(title) is var whole
            && PageText.Key(shown) is var key
            && (
                whole.StartsWith(key, StringComparison.Ordinal)
                || (whole.EndsWith(key, StringComparison.Ordinal) && key.Length * 2 > whole.Length)
            )
            ? shown
            : title;
    }

    // A person anywhere is better than an organisation or an account's name.
    private static IReadOnlyList<string> People(List<Evidence> all)
    {
        foreach (var people in all.Select(e => e.People.Where(p => !IsNobody(p)).ToList()))
        {
            if (people.Count > 0)
                return people;
        }
        return Some(all, e => e.Organizations);
    }

    private static bool IsNobody(string name) => Nobody.Contains(name.ToLowerInvariant());

    // A name that the publication knows is better than an earlier one that it does not. Injected ones stand for no
    // other: those that the publication knows are its policy's to judge, the rest goes where a true one is left.
    private static IReadOnlyList<string> Categories(
        IEnumerable<IReadOnlyList<string>> all,
        PageContext context
    )
    {
        var told = all.Where(names => names.Count > 0).ToList();
        var found =
            told.Find(names => names.Any(n => context.IsCategory(n) && !SpamLinks.IsSpam(n)))
            ?? told.Find(names => names.Any(context.IsCategory))
            ?? told.FirstOrDefault()
            ?? [];
        return found.All(SpamLinks.IsSpam)
            ? found
            : [.. found.Where(n => context.IsCategory(n) || !SpamLinks.IsSpam(n))];
    }

    // A canonical address on another host would let any page pass for another's article.
    private static string? Address(List<Evidence> all, Uri? url)
    {
        var given = url?.OriginalString;
        foreach (var told in all.Select(e => PageUrl.Resolve(e.Url, url)).OfType<string>())
        {
            if (given is null || (PageUrl.SameSite(told, given) && !PageUrl.IsHome(told, given)))
                return told;
        }
        return given;
    }

    private static T? First<T>(List<Evidence> all, Func<Evidence, T?> field)
        where T : class => all.Select(field).FirstOrDefault(f => f is not null);

    private static IReadOnlyList<string> Some(
        List<Evidence> all,
        Func<Evidence, IReadOnlyList<string>> field
    ) => all.Select(field).FirstOrDefault(f => f.Count > 0) ?? [];
}
