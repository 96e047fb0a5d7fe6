using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Finds the article on a page. Of every field the first evidence counts: JSON-LD, the head's metadata, WordPress
/// markup, microdata, then plain lines and the density of text.
/// </summary>
public static class ArticleExtractor
{
    private const int ShortestBody = 40;

    /// <param name="page">The page as fetched, at most 4 MiB.</param>
    /// <param name="charsetFromContentType">The charset that HTTP told, or null.</param>
    /// <param name="url">The page's address: the base of relative ones, and the article's where no canonical is told.</param>
    /// <param name="context">The publication's zone and categories.</param>
    /// <returns>The article, or null when the page is none: a front page, a list, a login.</returns>
    /// <exception cref="PageRefusedException">Too large or too deep.</exception>
    public static ExtractedArticle? Extract(
        ReadOnlySpan<byte> page,
        string? charsetFromContentType,
        Uri? url,
        PageContext context
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        using var document = PageParser.Parse(page, charsetFromContentType);
        // JSON-LD lies in scripts, which are never shown; everything else that is hidden goes first.
        HiddenContent.Remove(document);
        MainColumn.Find(document);
        var head = new List<Evidence>
        {
            JsonLdEvidence.Read(document, url, context),
            MetaEvidence.Read(document, url, context),
        };
        var found = BodyFinder.Find(document) ?? DensityEvidence.Read(document).Body;
        var written = head[0].BodyHtml is { } html ? PageParser.Fragment(html) : null;
        if ((found ?? written) is not { } element)
            return null;
        var heading = ArticleRegion.FindHeading(document, head[0].Title ?? head[1].Title ?? document.Title);
        var region = new ArticleRegion(document, heading, element);
        head.Add(WordPressEvidence.Read(region, url, context));
        head.Add(MicrodataEvidence.Read(document, element, url, context));
        head.Add(LabelEvidence.Read(region, context));
        var known = EvidenceMerger.Merge(head, region, url, context);
        return Compose(document, known, found, written, heading);
    }

    private static ExtractedArticle? Compose(
        IDocument document,
        Evidence known,
        IElement? found,
        IElement? written,
        IElement? heading
    )
    {
        var body = Better(
            found is null ? null : BodyTrimmer.Trim(found, heading, known, written),
            written is null ? null : BodyTrimmer.Trim(written, null, known)
        );
        if (known.Title is not { } title || body is null || !IsArticle(document, known, body))
            return null;
        return new ExtractedArticle
        {
            Title = title,
            ContentHtml = body.Element.InnerHtml.Trim(),
            Summary = known.Summary,
            Authors = known.People,
            CategoryNames = known.Categories,
            PublishedAt = known.PublishedAt,
            UpdatedAt = known.UpdatedAt,
            Image = known.Image,
            Url = known.Url,
            Language = PageLanguage.Decide(known.Language, PageText.Of(body.Element)),
            SourceName = body.SourceName,
            SourceUrl = PageUrl.Resolve(body.SourceHref, AsUri(known.Url)),
            Tags = known.Tags,
        };
    }

    // Markup keeps links and pictures, JSON-LD may be whole where the page is cut.
    private static TrimmedBody? Better(TrimmedBody? found, TrimmedBody? written)
    {
        if (found is null || written is null)
            return found ?? written;
        return found.Length * 10 >= written.Length * 6 ? found : written;
    }

    private static bool IsArticle(IDocument document, Evidence known, TrimmedBody body)
    {
        if (body.Length < ShortestBody)
            return false;
        var front = document.Body?.ClassList.Contains("home") == true;
        if (known.SaysArticle && !front)
            return true;
        return !BodyFinder.IsListing(document) && DensityEvidence.IsConvincing(body.Element);
    }

    private static Uri? AsUri(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null;
}
