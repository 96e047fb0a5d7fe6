using System.Buffers;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Reading.Loose;

/// <summary>Reads a start tag, well-formed or not; attributes without quotes or value too, as HTML has them.</summary>
internal sealed class TagReader(ReadOnlyMemory<char> document, LooseText words, ProblemLog problems)
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(" \t\r\n/>=<\"'");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n>");
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");

    // Where no such quote follows any more: it is looked for once.
    private int _noDouble = int.MaxValue;
    private int _noSingle = int.MaxValue;

    public Tag Tag { get; } = new();

    /// <summary>Reads what begins at <paramref name="start"/>; the position behind it.</summary>
    /// <param name="start">Of the less-than sign.</param>
    /// <param name="line">Of the same.</param>
    public int Read(int start, int line)
    {
        var text = document.Span;
        var at = start + 1;
        Tag.Attributes.Clear();
        Tag.IsEmpty = Tag.IsCut = false;
        Tag.Name = Word(text, ref at);
        while (true)
        {
            at = SkipBlanks(text, at);
            if (at >= text.Length)
            {
                Tag.IsCut = true;
                problems.Add("truncated", "The document ends within a tag.", line);
                return text.Length;
            }

            switch (text[at])
            {
                case '>':
                    return at + 1;
                case '<':
                    problems.Add("unclosed-tag", $"The tag <{Shown}> is not closed.", line);
                    return at;
                case '/':
                    Tag.IsEmpty = at + 1 < text.Length && text[at + 1] == '>';
                    at++;
                    break;
                case '"' or '\'' or '=':
                    at++;
                    break;
                default:
                    Attribute(text, ref at, line);
                    break;
            }

            if (at - start > DocumentText.LongestPiece)
            {
                throw DocumentText.TooLong(text[..start]);
            }
        }
    }

    private string Shown => Tag.Name.Length > 40 ? Tag.Name[..40] : Tag.Name;

    private void Attribute(ReadOnlySpan<char> text, ref int at, int line)
    {
        var name = Word(text, ref at);
        var next = SkipBlanks(text, at);
        var value = "";
        if (next < text.Length && text[next] == '=')
        {
            at = SkipBlanks(text, next + 1);
            value = words.Decode(Value(text, ref at, line), line);
        }
        else
        {
            problems.Add("attribute-without-value", $"The attribute {name} has no value.", line);
        }

        if (Tag.Attributes.Count == Tag.MostAttributes)
        {
            problems.Add(
                "too-many-attributes",
                $"Of a tag's attributes {Tag.MostAttributes} were read.",
                line
            );
        }
        else if (Tag.Attributes.Exists(a => a.Name == name))
        {
            problems.Add("duplicate-attribute", $"The attribute {name} comes twice; the first counts.", line);
        }
        else
        {
            Tag.Attributes.Add((name, value));
        }
    }

    private ReadOnlySpan<char> Value(ReadOnlySpan<char> text, ref int at, int line)
    {
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = Quote(text, at);
            if (end >= 0)
            {
                if (end - at > DocumentText.LongestPiece)
                {
                    throw DocumentText.TooLong(text[..at]);
                }

                var quoted = text[(at + 1)..end];
                at = end + 1;
                return quoted;
            }

            problems.Add("unclosed-quote", "An attribute's quotation mark is not closed.", line);
            at++;
        }
        else
        {
            problems.Add("unquoted-attribute", "An attribute's value stands without quotation marks.", line);
        }

        var length = text[at..].IndexOfAny(ValueEnd);
        var value = length < 0 ? text[at..] : text.Slice(at, length);
        if (value.EndsWith("/") && at + value.Length < text.Length && text[at + value.Length] == '>')
        {
            value = value[..^1];
        }

        at += value.Length;
        return value;
    }

    private int Quote(ReadOnlySpan<char> text, int at)
    {
        ref var none = ref text[at] == '"' ? ref _noDouble : ref _noSingle;
        if (at >= none)
        {
            return -1;
        }

        var found = text[(at + 1)..].IndexOf(text[at]);
        if (found < 0)
        {
            none = at;
        }

        return found < 0 ? -1 : at + 1 + found;
    }

    private static string Word(ReadOnlySpan<char> text, ref int at)
    {
        var length = text[at..].IndexOfAny(NameEnd);
        var word = length < 0 ? text[at..] : text.Slice(at, length);
        at += word.Length;
        return word.Length > 256 ? word[..256].ToString() : word.ToString();
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        var length = text[Math.Min(at, text.Length)..].IndexOfAnyExcept(Blanks);
        return length < 0 ? text.Length : at + length;
    }
}
