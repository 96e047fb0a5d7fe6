namespace Syndication.Formats.Html;

/// <summary>HTML that would cost too much to parse: too long, too many tags, nested too deeply.</summary>
public sealed class HtmlTooComplexException : Exception
{
    public HtmlTooComplexException()
        : this("The HTML is too complex.") { }

    public HtmlTooComplexException(string message)
        : base(message) { }

    public HtmlTooComplexException(string message, Exception inner)
        : base(message, inner) { }
}
