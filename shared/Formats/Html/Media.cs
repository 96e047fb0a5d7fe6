using AngleSharp.Dom;

namespace Syndication.Formats.Html;

/// <summary>Writes pictures, films and players.</summary>
internal sealed class Media(Uri? baseUrl, HtmlOutput output)
{
    private const int Sources = 32;

    /// <summary>Whether images are left out, since the same ones stand beside.</summary>
    public bool IsShown { get; set; }

    /// <summary>Writes an image where it is one to be seen.</summary>
    public void Image(IElement image, Place place)
    {
        if (IsShown || Pictures.IsTracker(image) || Pictures.Source(image, baseUrl) is not { } source)
        {
            return;
        }

        // The real one stands in the element for readers without scripts.
        if (place.Neighbour("noscript") is { } instead && Pictures.IsPlaceholder(image) && HasImage(instead))
        {
            return;
        }

        output.Append("<img");
        output.Attribute("src", source);
        output.Attribute("alt", image.GetAttribute("alt"));
        output.Attribute("title", image.GetAttribute("title"));
        Size(image);
        output.Append('>');
    }

    /// <summary>Whether a noscript element would repeat the image beside it.</summary>
    public bool IsImageBeside(Place noscript) =>
        noscript.Neighbour("img") is { } image
        && !Pictures.IsPlaceholder(image)
        && !Pictures.IsTracker(image)
        && Pictures.Source(image, baseUrl) is not null;

    /// <summary>Writes a player of the allow-list; false for all other frames.</summary>
    public bool Frame(IElement frame)
    {
        var source =
            Embeds.Player(frame.GetAttribute("src"), baseUrl)
            ?? Embeds.Player(frame.GetAttribute("data-src"), baseUrl)
            ?? Embeds.Player(frame.GetAttribute("data-lazy-src"), baseUrl);
        if (source is null)
        {
            return false;
        }

        output.Append("<iframe");
        output.Attribute("src", source);
        Size(frame);
        output.Append(" allowfullscreen=\"\"></iframe>");
        return true;
    }

    /// <summary>Writes a film or a sound; false where there is nothing to play.</summary>
    public bool Player(IElement element)
    {
        var own = Source(element);
        var sources = element
            .Children.Take(Sources)
            .Where(c => c.LocalName == "source")
            .Select(c => (Url: Source(c), Type: c.GetAttribute("type")))
            .Where(s => s.Url is not null)
            .ToList();
        if (own is null && sources.Count == 0)
        {
            return false;
        }

        output.Append('<').Append(element.LocalName);
        output.Attribute("src", own);
        output.Attribute("poster", SafeUrl.Resource(element.GetAttribute("poster"), baseUrl));
        Size(element);
        output.Append(" controls=\"\">");
        foreach (var (url, type) in sources)
        {
            output.Append("<source");
            output.Attribute("src", url);
            output.Attribute("type", type);
            output.Append('>');
        }

        output.Append("</").Append(element.LocalName).Append('>');
        return true;
    }

    private string? Source(IElement element) =>
        SafeUrl.Resource(element.GetAttribute("src"), baseUrl)
        ?? SafeUrl.Resource(element.GetAttribute("data-src"), baseUrl);

    private bool HasImage(IElement noscript)
    {
        foreach (var image in noscript.GetElementsByTagName("img"))
        {
            return !Pictures.IsTracker(image) && Pictures.Source(image, baseUrl) is not null;
        }

        return false;
    }

    private void Size(IElement element)
    {
        output.Attribute("width", Pictures.Size(element.GetAttribute("width")));
        output.Attribute("height", Pictures.Size(element.GetAttribute("height")));
    }
}
