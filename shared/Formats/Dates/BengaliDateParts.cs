using Kind = Syndication.Formats.Dates.BengaliDateTokenKind;

namespace Syndication.Formats.Dates;

/// <summary>What has been found of a date so far; each part may be there once.</summary>
internal sealed class BengaliDateParts
{
    private readonly List<BengaliDateDayPart> _dayParts = [];
    private int? _hour;

    public int Year { get; private set; }
    public int Month { get; private set; }
    public int Day { get; private set; }
    public int Minute { get; private set; }
    public int Second { get; private set; }
    public bool InBangladesh { get; private set; }

    /// <summary>Takes what begins at <paramref name="at"/>: how many tokens it was, 0 when it fits nowhere.</summary>
    public int Take(List<BengaliDateToken> tokens, int at) =>
        tokens[at].Kind switch
        {
            Kind.Number => TakeNumber(tokens, at),
            Kind.Word => TakeWord(tokens, at) ? 1 : 0,
            _ => 0,
        };

    /// <summary>The hour of 24 that clock and part of the day agree on; 0 where no time is told.</summary>
    public bool TryHour(out int hour)
    {
        hour = _hour ?? 0;
        if (_hour is null)
            return true;
        if (hour > 23 || Minute > 59 || Second > 59)
            return false;
        var told = hour;
        for (var i = 0; i < _dayParts.Count; i++)
        {
            if (!_dayParts[i].TryPlace(told, out var placed) || (i > 0 && placed != hour))
                return false;
            hour = placed;
        }
        return true;
    }

    private int TakeNumber(List<BengaliDateToken> tokens, int at)
    {
        if (Sign(tokens, at) is { } sign)
            return sign == ':' ? TakeClock(tokens, at, ':') : TakeFigures(tokens, at, sign);
        var next = at + 1 < tokens.Count ? tokens[at + 1] : default;
        if (next.Kind == Kind.Word && BengaliDateWords.IsHour(next.Text))
            return TakeSpokenClock(tokens, at);
        var suffix = next is { Kind: Kind.Word, Glued: true } && BengaliDateWords.IsOrdinal(next.Text);
        if (tokens[at].Text.Length <= 2 && Day == 0)
            Day = tokens[at].Value;
        else if (tokens[at].Text.Length == 4 && Year == 0 && !suffix)
            Year = tokens[at].Value;
        else
            return 0;
        return suffix ? 2 : 1;
    }

    // 13/08/2025 or 2025-08-13; two figures with a point between them are a clock: "১২.৪৩".
    private int TakeFigures(List<BengaliDateToken> tokens, int at, char sign)
    {
        if (Sign(tokens, at + 2) != sign)
            return sign == '.' && tokens[at + 2].Text.Length == 2 ? TakeClock(tokens, at, '.') : 0;
        if (Year + Month + Day > 0 || Sign(tokens, at + 4) is not (null or ':'))
            return 0;
        var yearFirst = tokens[at].Text.Length == 4;
        var year = tokens[yearFirst ? at : at + 4];
        var day = tokens[yearFirst ? at + 4 : at];
        if (year.Text.Length != 4 || day.Text.Length > 2 || tokens[at + 2].Text.Length > 2)
            return 0;
        (Year, Month, Day) = (year.Value, tokens[at + 2].Value, day.Value);
        return 5;
    }

    private int TakeClock(List<BengaliDateToken> tokens, int at, char sign)
    {
        var seconds = Sign(tokens, at + 2) == sign;
        if (tokens[at].Text.Length > 2 || tokens[at + 2].Text.Length != 2 || Sign(tokens, at + 4) == sign)
            return 0;
        if (seconds && tokens[at + 4].Text.Length != 2)
            return 0;
        return SetClock(tokens[at].Value, tokens[at + 2].Value, seconds ? tokens[at + 4].Value : 0)
            ? seconds
                ? 5
                : 3
            : 0;
    }

    // "১২টা ৪৩ মিনিট", "১০টায়"; and "১২৪৩ ঘণ্টা", the clock without a sign.
    private int TakeSpokenClock(List<BengaliDateToken> tokens, int at)
    {
        var hour = tokens[at].Value;
        if (tokens[at].Text.Length == 4)
            return BengaliDateWords.IsHundredHours(tokens[at + 1].Text) && SetClock(hour / 100, hour % 100, 0)
                ? 2
                : 0;
        var minutes =
            at + 3 < tokens.Count
            && tokens[at + 2] is { Kind: Kind.Number, Text.Length: <= 2 }
            && tokens[at + 3].Kind == Kind.Word
            && BengaliDateWords.IsMinute(tokens[at + 3].Text);
        return tokens[at].Text.Length <= 2 && SetClock(hour, minutes ? tokens[at + 2].Value : 0, 0)
            ? minutes
                ? 4
                : 2
            : 0;
    }

    private bool SetClock(int hour, int minute, int second)
    {
        if (_hour is not null)
            return false;
        (_hour, Minute, Second) = (hour, minute, second);
        return true;
    }

    private bool TakeWord(List<BengaliDateToken> tokens, int at)
    {
        var word = tokens[at].Text;
        if (BengaliDateWords.Month(word) is { } month)
        {
            (var first, Month) = (Month == 0, month);
            return first;
        }
        if (BengaliDateWords.DayPart(word) is { } part)
        {
            _dayParts.Add(part);
            return true;
        }
        InBangladesh |= BengaliDateWords.IsBangladesh(word);
        return BengaliDateWords.MeansNothing(word) || BengaliDateWords.IsBangladesh(word);
    }

    // The sign between the figure here and the next one.
    private static char? Sign(List<BengaliDateToken> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at + 1].Kind == Kind.Sign ? tokens[at + 1].Text[0] : null;
}
