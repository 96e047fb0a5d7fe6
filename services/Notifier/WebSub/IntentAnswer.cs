namespace Syndication.Notifier.WebSub;

/// <summary>What a callback made of being asked.</summary>
internal enum IntentAnswer
{
    /// <summary>It gave the challenge back: it wants what was asked for.</summary>
    Yes,

    /// <summary>It gave any other answer: it does not (WebSub §5.3.1).</summary>
    No,

    /// <summary>It gave none.</summary>
    Silence,
}
