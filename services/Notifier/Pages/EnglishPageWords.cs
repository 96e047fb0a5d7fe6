namespace Syndication.Notifier.Pages;

/// <summary>What the pages say in English.</summary>
internal static class EnglishPageWords
{
    public static PageWords All { get; } =
        new()
        {
            Code = "en",
            OtherCode = "bn",
            OtherName = "বাংলা",
            Skip = "Skip to the content",
            Site = "Our site",
            Alerts = "News alerts",
            Lead =
                "When something big happens, this browser tells you. What you hear of, and when, is up to you.",
            NeedsScript = "To turn alerts on, this page needs JavaScript, and a browser that is not too old.",
            Topics = "Which topics",
            Everything = "All topics",
            Closed =
                "Some topics that you chose are closed now. They bring no alerts, and will by themselves once they are open again.",
            Level = "How urgent",
            LevelBreaking = "All breaking news",
            LevelFlash = "Only the most urgent news",
            Peace = "Quiet hours and a limit",
            Quiet = "Keep quiet for some hours each day; news comes afterwards",
            From = "From",
            To = "Until",
            FlashInQuiet = "Let the most urgent news through all the same",
            Most = "At most this many a day (1–100; empty: no limit)",
            Begin = "Turn alerts on",
            Change = "Keep the changes",
            Manage = "Your alerts",
            Test = "Send a test alert",
            Pause = "Pause",
            GoOn = "Resume alerts",
            End = "Turn off for good",
            LeaveLink = "Link that turns these alerts off from any device",
            Privacy =
                "No name, email or phone number is needed. Only this browser's address and your choices are kept, and deleted when you turn alerts off.",
            Left = "Alerts are off",
            LeftHint = "No more alerts will come. If that was a mistake, it can be undone for 30 days.",
            TooOften = "That was a little too often",
            TooOftenHint = "Alerts are off for now. Wait a minute, then they can be turned on again.",
            Undo = "Turn them on again",
            Forget = "Delete everything now",
            Back = "Alerts are on again",
            Forgotten = "Everything has been deleted",
            NoSuchLink = "There are no alerts behind this link any more",
            NoSuchAlert = "There is no alert at this address",
            Corrected = "Corrected",
            Withdrawn = "This alert has been withdrawn",
            Read = "Read the story",
            Flash = "Most urgent",
            Breaking = "Breaking news",
            Said =
            [
                ("ready", "Alerts are not on in this browser yet."),
                ("working", "One moment…"),
                ("on", "Alerts are on."),
                (
                    "paused",
                    "You have paused alerts. Nothing comes until you resume them; what is kept is deleted a year after your last visit."
                ),
                (
                    "left",
                    "You turned alerts off by their link. You can resume them for 30 days from then; afterwards everything is deleted."
                ),
                (
                    "on-zone",
                    "Alerts are on. Your time zone is not known here, so quiet hours may go by this site's clock."
                ),
                ("some-closed", "Alerts are on, but not for topics that have been closed in the meantime."),
                ("kept-paused", "The changes are kept. Alerts stay paused."),
                ("off", "Alerts are off, and what was kept is deleted."),
                ("no-topic", "Choose one topic at least."),
                ("no-quiet", "Quiet hours cannot end when they begin."),
                (
                    "denied",
                    "This browser blocks notifications of this site. Allow them in the browser's settings for this site, then open this page again."
                ),
                ("undecided", "Notifications are not allowed yet; press the button again and allow them."),
                ("unsupported", "This browser cannot show alerts. Try another one."),
                (
                    "install",
                    "On iPhone and iPad this page must first be on the home screen. Open it in Safari, tap Share, choose Add to Home Screen, then open it by its new icon there and turn alerts on."
                ),
                (
                    "too-old",
                    "This iPhone or iPad has older software. Update it to iOS 16.4 or later in Settings, then open this page again."
                ),
                ("test-sent", "A test alert is on its way; it shows within seconds."),
                ("test-failed", "The test alert could not be sent. Try again in a while."),
                ("busy", "Too many requests; try again in a while."),
                ("failed", "That did not work. Try again in a while."),
            ],
        };
}
