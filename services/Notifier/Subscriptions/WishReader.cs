using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Reads what a reader wants from JSON; what it does not know, it leaves alone.</summary>
/// <param name="body">An object.</param>
/// <param name="topics">Which there are.</param>
/// <param name="held">Slugs that this subscription has: what was blocked since is no fault of its reader's.</param>
/// <param name="zone">What counts for whoever tells no time zone.</param>
/// <param name="faults">Gets what is wrong, by field.</param>
internal sealed partial class WishReader(
    JsonElement body,
    Topics topics,
    IReadOnlyList<string> held,
    string zone,
    FieldFaults faults
)
{
    private const int MostTopics = 100;
    private const int MostPerDay = 100;
    private const int LongestName = 200;
    private const int LongestZone = 64;
    private const string NoText = "This is no text.";

    public Wishes Read()
    {
        var wishes = new Wishes
        {
            Topics = ReadTopics(),
            MinLevel = ReadLevel(),
            Language = Told("language", out var language) ? ReadLanguage(language) : null,
            TimeZone = Told("timeZone", out var zone) ? ReadZone(zone) : null,
            TellsQuiet = Has("quietHours", out var quiet),
            FlashInQuiet = Told("flashInQuiet", out var flash) ? ReadFlash(flash) : null,
            TellsMost = Has("maxPerDay", out var most),
            State = Told("state", out var state) ? ReadState(state) : null,
        };
        return wishes with
        {
            Quiet = wishes.TellsQuiet ? ReadQuiet(quiet) : null,
            MaxPerDay = wishes.TellsMost ? ReadMost(most) : null,
        };
    }

    /// <summary>What it wants to hear of; null where it does not say.</summary>
    public IReadOnlyList<string>? ReadTopics() => Has("topics", out var wanted) ? ReadTopics(wanted) : null;

    /// <summary>Of alerts; null where it does not say.</summary>
    public BreakingLevel? ReadLevel() => Told("minLevel", out var level) ? ReadLevel(level) : null;

    /// <summary>Text, or null where it is something else: half a surrogate pair is no text either.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Has(string field, out JsonElement value) => body.TryGetProperty(field, out value);

    // Of most members null says as little as their absence; of quiet hours and the number a day it says that there is none.
    private bool Told(string field, out JsonElement value) =>
        Has(field, out value) && value.ValueKind != JsonValueKind.Null;

    private List<string>? ReadTopics(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MostTopics)
        {
            faults.Add("topics", $"These are 1 to {MostTopics} category slugs, or all.");
            return null;
        }
        var slugs = new List<string>();
        var wrong = new List<string>();
        foreach (var item in value.EnumerateArray())
            ReadTopic(Text(item), slugs, wrong);
        if (wrong.Count > 0)
            faults.Add("topics", string.Join(' ', wrong));
        // Whoever follows everything follows each.
        return slugs.Contains(SubscriptionTopic.All, StringComparer.Ordinal)
            ? [SubscriptionTopic.All]
            : [.. slugs.Distinct(StringComparer.Ordinal)];
    }

    private void ReadTopic(string? text, List<string> slugs, List<string> wrong)
    {
        if (text is null or { Length: 0 or > LongestName })
            wrong.Add($"A topic is a text of 1 to {LongestName} characters.");
        else if (text == SubscriptionTopic.All)
            slugs.Add(text);
        else if (topics.Find(text) is { IsBlocked: false } topic)
            slugs.Add(topic.Slug);
        else if (Held(text) is { } slug)
            slugs.Add(slug);
        else
            wrong.Add(topics.Find(text) is null ? $"'{text}' is no category here." : $"'{text}' is blocked.");
    }

    private string? Held(string text)
    {
        var slug = topics.Find(text)?.Slug ?? text;
        return held.Contains(slug, StringComparer.Ordinal) ? slug : null;
    }

    private BreakingLevel? ReadLevel(JsonElement value)
    {
        var level = LevelWords.Read(Text(value));
        if (level is null)
            faults.Add("minLevel", LevelWords.Fault);
        return level;
    }

    private string? ReadLanguage(JsonElement value)
    {
        if (Text(value) is { } text && LanguageTag.IsOne(text))
            return text;
        faults.Add("language", "This is no language tag (BCP 47), such as bn or en-GB.");
        return null;
    }

    private string? ReadZone(JsonElement value)
    {
        if (
            Text(value) is { Length: <= LongestZone } text
            && ZoneShape().IsMatch(text)
            && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var found)
            && found.HasIanaId
        )
            return text;
        faults.Add(
            "timeZone",
            $"This is no time zone's IANA name, such as Asia/Dhaka, that is known here. Without timeZone {zone} counts."
        );
        return null;
    }

    private QuietHours? ReadQuiet(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add("quietHours", "This is neither null nor from and to.");
            return null;
        }
        var (begin, end) = (ReadMinute(value, "from"), ReadMinute(value, "to"));
        if (begin is not { } from || end is not { } to)
            return null;
        if (from != to)
            return new(from, to);
        faults.Add("quietHours", "They end when they begin: null means none.");
        return null;
    }

    private int? ReadMinute(JsonElement quiet, string field)
    {
        if (quiet.TryGetProperty(field, out var value) && Text(value) is { } text)
            if (
                TimeOnly.TryParseExact(
                    LatinDigits(text),
                    "HH:mm",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var at
                )
            )
                return at.Hour * 60 + at.Minute;
        faults.Add($"quietHours.{field}", "This is no time of day as HH:mm, 00:00 to 23:59.");
        return null;
    }

    // '২' is a digit to char.IsDigit, and none to whoever parses.
    private static string LatinDigits(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                latin.Append((int)Rune.GetNumericValue(rune));
            else
                latin.Append(rune);
        return latin.ToString();
    }

    private bool? ReadFlash(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.Add("flashInQuiet", "This is neither true nor false.");
        return null;
    }

    private int? ReadMost(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var most)
            && most is >= 1 and <= MostPerDay
        )
            return most;
        faults.Add("maxPerDay", $"This is neither null nor a whole number from 1 to {MostPerDay}.");
        return null;
    }

    private SubscriptionState? ReadState(JsonElement value)
    {
        SubscriptionState? state = Text(value) switch
        {
            "active" => SubscriptionState.Active,
            "paused" => SubscriptionState.Paused,
            _ => null,
        };
        if (state is null)
            faults.Add("state", "This is neither active nor paused.");
        return state;
    }

    [GeneratedRegex(
        "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ZoneShape();
}
