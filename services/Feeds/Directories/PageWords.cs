namespace Syndication.Feeds.Directories;

/// <summary>The words of the pages, in the publication's language: Bengali, or English for every other.</summary>
internal sealed record PageWords
{
    private static readonly PageWords Bengali = new()
    {
        Feeds = "ফিড",
        Everything = "সব খবর",
        Categories = "বিভাগ",
        Intro =
            "যেকোনো ফিড-রিডারে নিচের একটি ঠিকানা যোগ করুন; নতুন খবর প্রকাশের সঙ্গে সঙ্গে সেখানে পৌঁছে যাবে। কোনো নিবন্ধন নেই, কুকি নেই।",
        Subscribe = "গ্রাহক হোন",
        HowTo = "ঠিকানাটিতে চাপ দিলে পুরোটা নির্বাচিত হয়; কপি করে ফিড-রিডারে যোগ করুন।",
        Latest = "সর্বশেষ",
        None = "এখনো কিছু প্রকাশিত হয়নি।",
        Older = "আরও পুরোনো",
        Newest = "সর্বশেষ খবরে ফিরুন",
        List = "সব ফিডের তালিকা (OPML)",
        ListHint = "একবারে সব বিভাগ যোগ করতে ফাইলটি ফিড-রিডারে আমদানি করুন।",
        Alerts = "জরুরি খবরের সতর্কবার্তা",
        AlertsHint = "বড় খবর ঘটলেই ফোনে বা কম্পিউটারে জানুন।",
        Site = "মূল সাইট",
        Skip = "সরাসরি খবরে যান",
        Correction = "সংশোধনী",
        Topic = "বিষয়",
        Author = "লেখক",
    };

    private static readonly PageWords English = new()
    {
        Feeds = "Feeds",
        Everything = "Everything",
        Categories = "Sections",
        Intro =
            "Add one of these addresses to any feed reader, and news arrives there as it is published. No sign-up, no cookies.",
        Subscribe = "Subscribe",
        HowTo = "A tap on an address selects all of it; copy it into your feed reader.",
        Latest = "Latest",
        None = "Nothing has been published yet.",
        Older = "Older",
        Newest = "Back to the latest",
        List = "All feeds in one list (OPML)",
        ListHint = "Import the file into your feed reader to add every section at once.",
        Alerts = "Breaking news alerts",
        AlertsHint = "Hear of big news on your phone or computer as it happens.",
        Site = "Main site",
        Skip = "Skip to the news",
        Correction = "Correction",
        Topic = "Topic",
        Author = "Author",
    };

    public required string Feeds { get; init; }
    public required string Everything { get; init; }
    public required string Categories { get; init; }
    public required string Intro { get; init; }
    public required string Subscribe { get; init; }
    public required string HowTo { get; init; }
    public required string Latest { get; init; }
    public required string None { get; init; }
    public required string Older { get; init; }
    public required string Newest { get; init; }
    public required string List { get; init; }
    public required string ListHint { get; init; }
    public required string Alerts { get; init; }
    public required string AlertsHint { get; init; }
    public required string Site { get; init; }
    public required string Skip { get; init; }
    public required string Correction { get; init; }
    public required string Topic { get; init; }
    public required string Author { get; init; }

    /// <param name="language">BCP 47.</param>
    public static PageWords For(string language) => IsBengali(language) ? Bengali : English;

    /// <param name="language">BCP 47.</param>
    public static bool IsBengali(string language) =>
        language.Split('-')[0].Equals("bn", StringComparison.OrdinalIgnoreCase);
}
