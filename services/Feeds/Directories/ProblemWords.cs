namespace Syndication.Feeds.Directories;

/// <summary>What a page says where there is no feed, in the publication's language.</summary>
internal sealed record ProblemWords
{
    private static readonly ProblemWords Bengali = new()
    {
        Unknown = new(
            "এই ফিডটি নেই",
            "এই নামে কোনো বিভাগ, বিষয় বা লেখক নেই, অথবা এই মাসে কিছু প্রকাশিত হয়নি।"
        ),
        Gone = new("ফিডটি বন্ধ হয়ে গেছে", "এই বিভাগ আর প্রকাশিত হয় না।"),
        Wrong = new("ঠিকানাটিতে ভুল আছে", "ঠিকানার এই অংশগুলো ঠিক নয়:"),
        NotYet = new("ফিডগুলো তৈরি হচ্ছে", "একটু পরে আবার চেষ্টা করুন।"),
        Directory = "সব ফিড দেখুন",
        Faults = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["limit"] = "১ থেকে ২০০-র মধ্যে একটি পূর্ণ সংখ্যা চাই।",
            ["content"] = "summary অথবা full হতে পারে।",
            ["profile"] = "এই নামে কোনো সহযোগীর ফিড নেই।",
            ["before"] = "এটি ফিডের নিজের কোনো পাতার চিহ্ন নয়।",
            ["include"] = "শুধু all-এর সঙ্গে চলে, আর প্রতিটি নাম একটি বিভাগের হতে হবে।",
            ["exclude"] =
                "শুধু all-এর সঙ্গে চলে, প্রতিটি নাম একটি বিভাগের হতে হবে, আর include-এ যা আছে তা এখানে থাকতে পারে না।",
        },
    };

    private static readonly ProblemWords English = new()
    {
        Unknown = new(
            "There is no such feed",
            "No section, topic or author goes by this name, or nothing is from this month."
        ),
        Gone = new("This feed has ended", "Its section is no longer published."),
        Wrong = new("Something is wrong with the address", "These parts of it are not as they should be:"),
        NotYet = new("The feeds are being prepared", "Try again in a moment."),
        Directory = "See all feeds",
        Faults = new Dictionary<string, string>(StringComparer.Ordinal),
    };

    public required Notice Unknown { get; init; }
    public required Notice Gone { get; init; }
    public required Notice Wrong { get; init; }
    public required Notice NotYet { get; init; }

    /// <summary>The way out.</summary>
    public required string Directory { get; init; }

    /// <summary>By parameter; where there is none, what programs are told will do.</summary>
    public required IReadOnlyDictionary<string, string> Faults { get; init; }

    /// <param name="language">BCP 47.</param>
    public static ProblemWords For(string language) => PageWords.IsBengali(language) ? Bengali : English;

    internal sealed record Notice(string Title, string Text);
}
