namespace Syndication.Notifier.Pages;

/// <summary>What the pages say, in one of two languages.</summary>
internal sealed record PageWords
{
    public required string Code { get; init; }
    public required string OtherCode { get; init; }
    public required string OtherName { get; init; }
    public required string Skip { get; init; }
    public required string Site { get; init; }
    public required string Alerts { get; init; }
    public required string Lead { get; init; }
    public required string NeedsScript { get; init; }
    public required string Topics { get; init; }
    public required string Everything { get; init; }

    /// <summary>Beside topics that the reader follows and that are blocked now.</summary>
    public required string Closed { get; init; }
    public required string Level { get; init; }
    public required string LevelBreaking { get; init; }
    public required string LevelFlash { get; init; }
    public required string Peace { get; init; }
    public required string Quiet { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string FlashInQuiet { get; init; }
    public required string Most { get; init; }
    public required string Begin { get; init; }
    public required string Change { get; init; }
    public required string Manage { get; init; }
    public required string Test { get; init; }
    public required string Pause { get; init; }
    public required string GoOn { get; init; }
    public required string End { get; init; }
    public required string LeaveLink { get; init; }
    public required string Privacy { get; init; }
    public required string Left { get; init; }
    public required string LeftHint { get; init; }
    public required string TooOften { get; init; }
    public required string TooOftenHint { get; init; }
    public required string Undo { get; init; }
    public required string Forget { get; init; }
    public required string Back { get; init; }
    public required string Forgotten { get; init; }
    public required string NoSuchLink { get; init; }
    public required string NoSuchAlert { get; init; }
    public required string Corrected { get; init; }
    public required string Withdrawn { get; init; }
    public required string Read { get; init; }
    public required string Flash { get; init; }
    public required string Breaking { get; init; }

    /// <summary>What the sign-up page may have to say: a name for its script, and the words.</summary>
    public required IReadOnlyList<(string Name, string Text)> Said { get; init; }

    /// <summary>The language asked for, else the publication's where it is spoken here, else English.</summary>
    public static PageWords For(string? asked, string publication) =>
        asked switch
        {
            "bn" => BengaliPageWords.All,
            "en" => EnglishPageWords.All,
            _ => publication.Split('-')[0] == "bn" ? BengaliPageWords.All : EnglishPageWords.All,
        };
}
