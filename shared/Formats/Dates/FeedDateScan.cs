namespace Syndication.Formats.Dates;

/// <summary>Walks over a line whose spelling is even, and takes each part of a date in whatever order it comes.</summary>
internal ref struct FeedDateScan
{
    private const int Korea = 9 * 60;

    private readonly ReadOnlySpan<char> _text;
    private FeedDateParts _parts = new();
    private FeedDateNumbers _numbers;
    private Last _last;
    private int _at;
    private bool _hasDate;
    private bool _isKorean;
    private bool _zoneIsGreenwich;
    private bool _monthMayBeDay;

    public FeedDateScan(ReadOnlySpan<char> text) => _text = text;

    private enum Last
    {
        None,
        Number,
        Clock,
        Word,
    }

    /// <summary>False at the first character that fits nowhere.</summary>
    public bool TryRead(out FeedDateParts parts)
    {
        parts = default;
        while (_at < _text.Length)
        {
            if (!Take())
                return false;
        }
        if (!_hasDate && !_numbers.TryComplete(ref _parts))
            return false;
        if (_isKorean)
            _parts.Offset ??= Korea;
        parts = _parts;
        return true;
    }

    private char Before => _at > 0 ? _text[_at - 1] : ' ';

    private char After(int length) => _at + length < _text.Length ? _text[_at + length] : ' ';

    private bool Take() =>
        _text[_at] switch
        {
            >= '0' and <= '9' => Number(),
            '+' or '-' => Sign(),
            '(' => Comment(),
            ' ' or ',' => Skip(true),
            '.' or '/' => Skip(Before is not ' '),
            var c => FeedDateText.IsLetter(c) && Word(),
        };

    private bool Skip(bool fits)
    {
        _at++;
        return fits;
    }

    private bool Number()
    {
        var digits = FeedDateText.Digits(_text[_at..]);
        if (After(digits) == ':')
            return Clock(digits);
        if (_hasDate && !_parts.HasClock && Before == 't')
            return BasicClock(digits);
        if (_hasDate)
            return false;
        if (_numbers.IsEmpty && _parts is { Month: 0, HasClock: false })
        {
            var taken = FeedDateFigures.Read(_text[_at..], _at == 0, ref _parts);
            if (taken > 0)
                return Figures(taken);
        }
        var number = _text.Slice(_at, digits);
        _last = Last.Number;
        _at += digits;
        if (After(0) is '년' or '월' or '일')
            return Korean(number);
        return _numbers.Add(number);
    }

    private bool Figures(int taken)
    {
        _at += taken;
        _hasDate = true;
        _last = Last.Number;
        return true;
    }

    // 2004년 05월 28일
    private bool Korean(ReadOnlySpan<char> number)
    {
        var value = FeedDateText.Number(number);
        switch (_text[_at++])
        {
            case '년' when number.Length == 4 && _parts.Year < 0:
                _parts.Year = value;
                break;
            case '월' when _parts.Month == 0:
                _parts.Month = value;
                break;
            case '일' when _parts.Day == 0:
                _parts.Day = value;
                break;
            default:
                return false;
        }
        _isKorean = true;
        _hasDate = _parts is { Year: >= 0, Month: > 0, Day: > 0 };
        return _numbers.IsEmpty;
    }

    private bool Clock(int digits)
    {
        if (_parts.HasClock || !FeedDateClock.TryRead(_text[_at..], digits, ref _parts, out var taken))
            return false;
        _at += taken;
        _last = Last.Clock;
        return true;
    }

    private bool BasicClock(int digits)
    {
        if (!FeedDateClock.TryReadBasic(_text[_at..], digits, ref _parts, out var taken))
            return false;
        _at += taken;
        _last = Last.Clock;
        return true;
    }

    private bool Sign()
    {
        var isOffset = _parts.HasClock && (Before == ' ' || _last is Last.Clock or Last.Word);
        if (char.IsAsciiDigit(After(1)) && (isOffset || _text[_at] == '+'))
        {
            if (!FeedDateClock.TryReadOffset(_text[_at..], out var minutes, out var taken))
                return false;
            _at += taken;
            return SetZone(minutes, isWord: false);
        }
        if (_at == 0)
        {
            var taken = FeedDateFigures.Read(_text, isFirst: true, ref _parts);
            return taken > 0 && Figures(taken);
        }
        // Between a date's parts: 14-Aug-2025, 14 August 2025 - 06:43.
        return Skip(_text[_at] == '-' && (Before == ' ' ? _text[_at..] is ['-', ' ', ..] : !_hasDate));
    }

    // RFC 822 §3.4.3; browsers add the zone's long name so. What names the zone alone is no comment.
    private bool Comment()
    {
        var length = _text[_at..].IndexOf(')');
        if (length < 0)
            return false;
        var comment = FeedDateText.Fold(_text.Slice(_at + 1, length - 1)) ?? "";
        _at += length + 1;
        if (_parts.Offset is not null || FeedDateWords.IsWeekday(comment))
            return true;
        return FeedDateWords.Zone(comment, _parts.HasClock) is { } minutes && SetZone(minutes, isWord: true);
    }

    private bool Word()
    {
        var length = 1;
        while (_at + length < _text.Length && FeedDateText.IsLetter(_text[_at + length]))
            length++;
        var spelled = _text.Slice(_at, length);
        // The T between date and time.
        if (spelled is "t" && !_parts.HasClock && char.IsAsciiDigit(Before) && char.IsAsciiDigit(After(1)))
            return Skip(true);
        var isGlued = char.IsAsciiDigit(Before);
        _at += length;
        if (spelled is "a" or "p" && After(0) == '.' && After(1) == 'm')
        {
            _at += 2;
            return SetAfternoon(spelled is "p");
        }
        if (spelled is "etc")
            return Greenwich();
        if (spelled.ContainsAnyInRange('\u0980', '\u09ff'))
            return Bengali(spelled);
        return FeedDateText.Fold(spelled) is { } word && Word(word, isGlued);
    }

    private bool Word(string word, bool isGlued)
    {
        var before = _last;
        _last = Last.Word;
        if (isGlued && before == Last.Number && FeedDateWords.IsOrdinal(word))
            return true;
        if (FeedDateWords.Month(word) is { } month)
            return SetMonth(month, word == FeedDateWords.MarchOrTuesday);
        if (FeedDateWords.Afternoon(word) is { } afternoon)
        {
            _isKorean |= FeedDateWords.IsKorean(word);
            return SetAfternoon(afternoon);
        }
        if (FeedDateWords.Zone(word, _parts.HasClock) is { } minutes)
            return SetZone(minutes, isWord: true);
        return FeedDateWords.IsWeekday(word) || FeedDateWords.MeansNothing(word);
    }

    private bool Bengali(ReadOnlySpan<char> spelled)
    {
        var word = BengaliDateTokens.Key(spelled.ToString());
        _last = Last.Word;
        return BengaliDateWords.Month(word) is { } month
            ? SetMonth(month, mayBeDay: false)
            : BengaliDateWords.MeansNothing(word);
    }

    // Etc/GMT, Etc/UTC; what counts from there, as Etc/GMT+5, has its sign turned round.
    private bool Greenwich()
    {
        var rest = _text[_at..];
        var length =
            rest is "/gmt" or "/utc" or "/uct" ? 4
            : rest.StartsWith("/gmt ") || rest.StartsWith("/utc ") ? 4
            : 0;
        _at += length;
        return length > 0 && SetZone(0, isWord: false);
    }

    private bool SetMonth(int month, bool mayBeDay)
    {
        if (_hasDate || (_parts.Month > 0 && !(_monthMayBeDay && _numbers.Count < 2)))
            return false;
        (_parts.Month, _monthMayBeDay) = (month, mayBeDay && _numbers.IsEmpty);
        return true;
    }

    private bool SetAfternoon(bool afternoon)
    {
        if (_parts.IsAfternoon is not null)
            return false;
        _parts.IsAfternoon = afternoon;
        return true;
    }

    // A zone may be told twice ("+0000 GMT"), and GMT+6 is counted from Greenwich.
    private bool SetZone(int minutes, bool isWord)
    {
        var fits = _parts.Offset is null || _parts.Offset == minutes || (_zoneIsGreenwich && !isWord);
        _zoneIsGreenwich = isWord && minutes == 0;
        _parts.Offset = minutes;
        return fits;
    }
}
