namespace Syndication.Ingest.Pages;

/// <summary>The language of a text: what the page says, unless the script says otherwise.</summary>
internal static class PageLanguage
{
    // Themes come with "en-US", and many Bengali sites leave it so.
    public static string? Decide(string? told, string text)
    {
        var letters = text.Count(char.IsLetter);
        var isBengali =
            letters > 0
            && text.Count(c => c is >= '\u0980' and <= '\u09FF' && char.IsLetter(c)) * 2 > letters;
        if (!isBengali)
            return told;
        // Assamese is written in the same script.
        return told is not null && Begins(told, "bn", "as", "ben", "asm") ? told : "bn";
    }

    private static bool Begins(string told, params ReadOnlySpan<string> languages)
    {
        foreach (var language in languages)
        {
            if (told.Split('-')[0].Equals(language, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
