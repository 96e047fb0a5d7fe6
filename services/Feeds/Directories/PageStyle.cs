using System.Security.Cryptography;
using System.Text;

namespace Syndication.Feeds.Directories;

/// <summary>The one style sheet of the pages, and the policy that lets it in and nothing else.</summary>
internal static class PageStyle
{
    public static readonly string Css = Read();

    /// <summary>No script, no picture, no frame, no form: the style by its digest.</summary>
    public static readonly string Policy =
        "default-src 'none'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Read()
    {
        using var stream =
            typeof(PageStyle).Assembly.GetManifestResourceStream($"{typeof(PageStyle).Namespace}.page.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The parser of HTML takes every line end for this one, and the digest is of what it has then.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
