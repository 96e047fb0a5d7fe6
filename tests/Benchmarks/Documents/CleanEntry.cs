using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Syndication.Formats.Html;

namespace Syndication.Benchmarks.Documents;

/// <summary>Cleaning an entry's HTML, beside AngleSharp parsing and serialising it.</summary>
public class CleanEntry : Pair
{
    private static readonly Uri Page = new("https://khobor.example/country/7000");
    private readonly HtmlParser _parser = new();
    private readonly IElement _body;
    private readonly string _html = NewsFeed.Html;

    public CleanEntry()
    {
        _body = _parser.ParseDocument("<!DOCTYPE html><body>").Body!;
    }

    protected override int Least() => _parser.ParseFragment(_html, _body).ToHtml().Length;

    protected override int Whole() => HtmlCleaner.Clean(_html, Page).Length;
}
