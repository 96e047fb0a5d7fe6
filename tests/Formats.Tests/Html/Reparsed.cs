using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Syndication.Formats.Tests.Html;

/// <summary>What a browser would make of cleaned HTML.</summary>
internal static class Reparsed
{
    private static readonly string[] Attributes =
        "alt colspan controls allowfullscreen datetime dir height href lang poster rel rowspan span src start title type value width".Split(
            ' '
        );

    public static void AssertHarmless(string html)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body></body>").Body!;
        body.InnerHtml = html;
        Assert.Equal(html, body.InnerHtml);
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.Equal("http://www.w3.org/1999/xhtml", element.NamespaceUri);
            Assert.DoesNotContain(
                element.LocalName,
                "script style svg math object embed applet form input button base link meta template noscript frame textarea select".Split(
                    ' '
                )
            );
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                AssertNotActive(attribute);
            }
        }
    }

    private static void AssertNotActive(IAttr attribute)
    {
        if (attribute.Name is "href" or "src" or "poster")
        {
            Assert.True(Uri.TryCreate(attribute.Value, UriKind.Absolute, out var url), attribute.Value);
            Assert.Contains(url.Scheme, (string[])["http", "https", "mailto", "tel"]);
            Assert.True(attribute.Name == "href" || url.Scheme is "http" or "https");
        }
    }
}
