using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>Writes XML: markup comes ready made, text and attribute values are escaped.</summary>
internal static class Utf8XmlWriter
{
    extension(ref Utf8Output xml)
    {
        public void Text(scoped ReadOnlySpan<char> text) => xml.Text<XmlText>(text);

        /// <summary>HTML in one piece; where it has tags, a CDATA section spares escaping each of them.</summary>
        public void Html(Notice? before, string? html, Notice? after)
        {
            if (!HasMarkup(html) && before is null && after is null)
            {
                xml.Text<XmlText>(html);
                return;
            }

            xml.Raw("<![CDATA["u8);
            before?.Write<XmlCDataOfWords>(ref xml);
            xml.Text<XmlCData>(html);
            after?.Write<XmlCDataOfWords>(ref xml);
            xml.Raw("]]>"u8);
        }

        /// <summary>An element without attributes; nothing where the text is null.</summary>
        public void Element(scoped ReadOnlySpan<byte> name, string? text)
        {
            if (text is not null)
            {
                xml.Start(name);
                xml.Text<XmlText>(text);
                xml.End(name);
            }
        }

        public void Element(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> ascii)
        {
            xml.Start(name);
            xml.Raw(ascii);
            xml.End(name);
        }

        public void Element(scoped ReadOnlySpan<byte> name, long? number)
        {
            if (number is { } known)
            {
                xml.Start(name);
                xml.Number(known);
                xml.End(name);
            }
        }

        public void Start(scoped ReadOnlySpan<byte> name)
        {
            xml.Raw((byte)'<');
            xml.Raw(name);
            xml.Raw((byte)'>');
        }

        public void End(scoped ReadOnlySpan<byte> name)
        {
            xml.Raw("</"u8);
            xml.Raw(name);
            xml.Raw(">\n"u8);
        }

        /// <summary>An attribute with the blank before it; nothing where the value is null.</summary>
        public void Attribute(scoped ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
            {
                xml.AttributeStart(name);
                xml.Text<XmlAttribute>(value);
                xml.Raw((byte)'"');
            }
        }

        public void Attribute(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> ascii)
        {
            xml.AttributeStart(name);
            xml.Raw(ascii);
            xml.Raw((byte)'"');
        }

        public void Attribute(scoped ReadOnlySpan<byte> name, long? number)
        {
            if (number is { } known)
            {
                xml.AttributeStart(name);
                xml.Number(known);
                xml.Raw((byte)'"');
            }
        }

        private void AttributeStart(scoped ReadOnlySpan<byte> name)
        {
            xml.Raw((byte)' ');
            xml.Raw(name);
            xml.Raw("=\""u8);
        }
    }

    private static bool HasMarkup(ReadOnlySpan<char> html) => html.ContainsAny('<', '>', '&');
}
