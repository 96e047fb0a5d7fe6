namespace Syndication.Hosting.Publication;

/// <summary>The categories of the sample publication; two of them are what spammers injected.</summary>
public static class SampleCategories
{
    public static IReadOnlyList<CategorySetting> All { get; } =
    [
        Allowed("international", "আন্তর্জাতিক"),
        Allowed("agriculture", "কৃষি ও প্রকৃতি"),
        Allowed("campus", "ক্যাম্পাস"),
        Allowed("sports", "খেলাধুলা"),
        Allowed("jobs", "চাকরি"),
        Allowed("national", "জাতীয়"),
        Allowed("jokes", "জোকস"),
        Allowed("technology", "তথ্যপ্রযুক্তি"),
        Allowed("country", "দেশজুড়ে"),
        Allowed("religion", "ধর্ম"),
        Allowed("women-children", "নারী ও শিশু"),
        Allowed("expatriates", "প্রবাস"),
        Allowed("books", "বই থেকে"),
        Blocked("best", "best"),
        Blocked("cassinobr", "cassinobr", "cassinoBR"),
    ];

    private static CategorySetting Allowed(string slug, string name) => new() { Slug = slug, Name = name };

    private static CategorySetting Blocked(string slug, string name, params string[] aliases) =>
        new()
        {
            Slug = slug,
            Name = name,
            Aliases = aliases,
            State = "blocked",
        };
}
