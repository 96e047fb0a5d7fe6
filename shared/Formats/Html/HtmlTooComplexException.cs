namespace Syndication.Formats.Html;

/// <summary>HTML too long or too deep to be parsed; placeholder until the cleaner lands.</summary>
public sealed class HtmlTooComplexException(string message) : Exception(message);
