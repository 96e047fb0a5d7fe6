using System.Runtime.CompilerServices;
using System.Text;
using Syndication.Formats.Encodings;

namespace Syndication.Web;

/// <summary>
/// HTML under construction: <c>html.Add($"…{text}…")</c> takes the literal as it stands and escapes every value, so that
/// nothing from outside can be forgotten. Only another <see cref="HtmlText"/> goes in as it is.
/// </summary>
public sealed class HtmlText
{
    private readonly StringBuilder _html = new();

    /// <summary>The handler has written all of it when it comes here.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Handler handler) =>
        handler.IsFor(this)
            ? this
            : throw new ArgumentException("It was written elsewhere.", nameof(handler));

    /// <summary>The house's own style sheet as it stands; escaped, it would be another one.</summary>
    public void AddStyle(string css) => _html.Append(css);

    public override string ToString() => _html.ToString();

    // Fit for text and for attributes in either quotes; what nobody should see is dropped.
    private void Escape(string text)
    {
        foreach (var c in PlainCharacters.Keep(text))
            switch (c)
            {
                case '&':
                    _html.Append("&amp;");
                    break;
                case '<':
                    _html.Append("&lt;");
                    break;
                case '>':
                    _html.Append("&gt;");
                    break;
                case '"':
                    _html.Append("&quot;");
                    break;
                case '\'':
                    _html.Append("&#39;");
                    break;
                default:
                    _html.Append(c);
                    break;
            }
    }

    /// <summary>Made by the compiler, of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private const int UsualValue = 16;
        private readonly HtmlText _to;

        public Handler(int literalLength, int formattedCount, HtmlText to)
        {
            _to = to;
            to._html.EnsureCapacity(to._html.Length + literalLength + formattedCount * UsualValue);
        }

        public void AppendLiteral(string literal) => _to._html.Append(literal);

        public void AppendFormatted(string? text)
        {
            if (text is not null)
                _to.Escape(text);
        }

        public void AppendFormatted(HtmlText? inner) => _to._html.Append(inner?._html);

        internal bool IsFor(HtmlText other) => ReferenceEquals(_to, other);
    }
}
