using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes what a body repeats at its head: title, reporter, date, and the article's own picture.</summary>
internal static class HeadLines
{
    private const int MostLines = 20;

    public static void Remove(IElement body, Evidence known)
    {
        foreach (var leaf in Blocks.Leaves(body).Take(MostLines))
        {
            if (!body.Contains(leaf))
                continue;
            var picture = leaf.QuerySelector("img");
            if (picture is not null && PageUrl.SameImage(LazyImages.Source(picture), known.Image?.Url))
                Blocks.Remove(leaf, body);
            else if (picture is not null || Blocks.IsEmpty(leaf))
                continue;
            else if (IsRepeated(PageText.Of(leaf), known))
                Blocks.Remove(leaf, body);
            else
                return;
        }
    }

    private static bool IsRepeated(string text, Evidence known) =>
        PageText.Same(text, known.Title)
        || known.People.Any(p => PageText.Same(p, text))
        || known.Categories.Any(c => PageText.Same(c, text))
        || Reporter.IsByline(text)
        || LabelEvidence.IsDateLine(text)
        || PageText.Key(text) == PageText.Key(known.Title + known.Title);
}
