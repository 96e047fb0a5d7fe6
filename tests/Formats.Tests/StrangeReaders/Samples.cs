namespace Syndication.Formats.Tests.StrangeReaders;

/// <summary>Feeds that every reader should understand; invented people and sentences.</summary>
internal static class Samples
{
    public static readonly IReadOnlyList<Sample> All =
    [
        new("rich", Rich),
        Bare(),
        new("scripts", Scripts()),
        Corrected(),
        Hostile(),
        new("crowded", Crowded()),
        new("latin", Latin()),
        new("long", Long()),
    ];

    private static Feed Rich =>
        Empty("rich") with
        {
            Description = "দেশ ও দশের খবর",
            Updated = Some.Noon.AddHours(2),
            Rights = "© ভোরের পাতা",
            Image = "https://rich.example/logo.png",
            Icon = "https://rich.example/icon.png",
            Generator = "Syndication",
            Ttl = 5,
            Hubs = ["https://rich.example/hub", "https://hub.example/"],
            Authors = [new Person("বার্তাকক্ষ", "desk@rich.example", "https://rich.example/desk")],
            Categories = [new Category("all", Label: "সব খবর")],
            Entries =
            [
                Whole("rich", 1),
                Whole("rich", 2) with
                {
                    Link = "https://rich.example/আন্তর্জাতিক/নতুন-বাঁধ?ক=খ&গ=ঘ#ঙ",
                    Language = "en-GB",
                    Source = null,
                },
            ],
        };

    public static Feed Empty(string name) =>
        new()
        {
            Id = $"urn:test:{name}",
            Title = "ভোরের পাতা",
            Link = $"https://{name}.example/",
            Self = $"https://{name}.example/feed",
            Language = "bn",
            Updated = Some.Noon,
        };

    public static Entry Plain(string name, int number) =>
        new()
        {
            Id = $"urn:test:{name}:{number}",
            Title = $"নদীর ধারে নতুন বাঁধ {number}",
            Link = $"https://{name}.example/{number}",
            Summary = "বর্ষার আগেই কাজ শেষ হবে।",
            Content = "<p>বর্ষার আগেই কাজ শেষ হবে।</p>",
            Published = Some.Noon.AddMinutes(-number),
            Updated = Some.Noon,
        };

    private static Entry Whole(string name, int number) =>
        Plain(name, number) with
        {
            Summary = "<p>বর্ষার আগেই <em>কাজ</em> শেষ হবে।</p>",
            Content = "<p>বর্ষার আগেই <a href=\"https://river.example/?a=1&amp;b=২\">কাজ</a> শেষ হবে।</p>",
            Updated = Some.Noon.AddHours(1),
            Authors = [new Person("অনামিকা সেতু", null, "https://rich.example/anamika")],
            Contributors = [new Person("রাতুল মাঝি")],
            Categories = [new Category("international", "https://rich.example/categories/", "আন্তর্জাতিক")],
            Enclosures = [new Enclosure($"https://rich.example/{number}.mp3", "audio/mpeg", 48213)],
            Image = new FeedImage(
                $"https://rich.example/{number}.jpg",
                "নদীর ধারে \"বাঁধ\"",
                1200,
                630,
                "image/jpeg"
            ),
            Rights = "সর্বস্বত্ব সংরক্ষিত",
            Comments = $"https://rich.example/{number}#comments",
            Source = new EntrySource("urn:test:river", "নদীবার্তা", "https://river.example/news"),
        };

    // What a format cannot do without is filled from what is there, and from nothing else.
    private static Sample Bare()
    {
        var feed = new Feed
        {
            Title = "খালি পাতা",
            Link = "https://bare.example/",
            Entries =
            [
                new Entry { Title = "শুধু শিরোনাম", Link = "https://bare.example/1" },
                new Entry { Id = "urn:test:bare:2", Title = "" },
                new Entry
                {
                    Title = "",
                    Link = "https://bare.example/3",
                    Summary = "<p>শিরোনাম নেই।</p>",
                },
            ],
        };
        var shown = feed with
        {
            Entries =
            [
                feed.Entries[0] with
                {
                    Id = "https://bare.example/1",
                },
                feed.Entries[1] with
                {
                    Title = "urn:test:bare:2",
                },
                feed.Entries[2] with
                {
                    Id = "https://bare.example/3",
                    Title = "শিরোনাম নেই।",
                },
            ],
        };
        return new Sample("bare", feed, shown);
    }

    private static Feed Scripts()
    {
        string[] texts =
        [
            "ক্ষ র‍্যাব ন্‌ত: যুক্তাক্ষর ও জোড়া",
            "ঢাকা 2025: Metro line ৬ opens 🚇👩🏽‍🚀",
            "ড় ঢ় য় ও ড় ঢ় য়",
            "العربية বাংলা עברית 日本語 ไทย",
            "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ও 🇧🇩",
        ];
        return Empty("scripts") with
        {
            Title = "বাংলা ও English 🗞️",
            Entries =
            [
                .. texts.Select(
                    (text, i) =>
                        Plain("scripts", i) with
                        {
                            Title = text,
                            Summary = text,
                            Content = $"<p>{text}</p>",
                            Authors = [new Person(text)],
                            Categories = [new Category(text)],
                        }
                ),
            ],
        };
    }

    private static Sample Corrected()
    {
        var one = Plain("corrected", 1) with { Correction = "দৈর্ঘ্য ৩ নয়, ৫ < ৬ কিলোমিটার।" };
        var two = Plain("corrected", 2) with { Correction = "The length is 5 km.", Language = "en" };
        var three = Plain("corrected", 3) with { Content = null, Correction = "সংখ্যা ভুল ছিল।" };
        var feed = Empty("corrected") with { Entries = [one, two, three] };
        const string First = "<p><strong>সংশোধনী:</strong> দৈর্ঘ্য ৩ নয়, ৫ &lt; ৬ কিলোমিটার।</p>";
        const string Second = "<p><strong>Correction:</strong> The length is 5 km.</p>";
        const string Third = "<p><strong>সংশোধনী:</strong> সংখ্যা ভুল ছিল।</p>";
        Entry[] shown =
        [
            one with
            {
                Content = First + one.Content,
            },
            two with
            {
                Content = Second + two.Content,
            },
            three with
            {
                Summary = Third + three.Summary,
            },
        ];
        return new Sample("corrected", feed, feed with { Entries = shown });
    }

    private static Sample Hostile()
    {
        string[] texts =
        [
            "]]> <![CDATA[ ক ]]>",
            "\"ক\" & 'খ' < গ > ঘ",
            "&amp; &lt;b&gt; &nbsp; &#২;",
            "<!-- ক --> <?খ ?>",
        ];
        var feed = Empty("hostile") with
        {
            Title = "ক & <খ> \"গ\" ]]>",
            Description = "&amp; নয়, &",
            Entries =
            [
                .. texts.Select(
                    (text, i) => Plain("hostile", i) with { Title = text, Authors = [new Person(text)] }
                ),
                Plain("hostile", 9) with
                {
                    Title = "ক\0খ\u0008গ\uD800ঘ\uFFFE",
                    Content = "<pre>ক\u000bখ ]]&gt; &amp;amp;</pre>",
                },
            ],
        };
        Entry[] shown =
        [
            .. feed.Entries.SkipLast(1),
            feed.Entries[^1] with
            {
                Title = "কখগঘ",
                Content = "<pre>কখ ]]&gt; &amp;amp;</pre>",
            },
        ];
        return new Sample("hostile", feed, feed with { Entries = shown });
    }

    private static Feed Crowded() =>
        Empty("crowded") with
        {
            Authors = [new Person("বার্তাকক্ষ"), new Person("The Desk")],
            Categories =
            [
                new Category("ক"),
                new Category("b", "https://crowded.example/c/"),
                new Category("গ"),
            ],
            Entries =
            [
                Plain("crowded", 1) with
                {
                    Authors = [new Person("অনামিকা সেতু"), new Person("Ratul Majhi"), new Person("রূপা নদী")],
                    Contributors = [new Person("ছবি রায়"), new Person("Lens Man")],
                    Categories =
                    [
                        new Category("sports", Label: "খেলাধুলা"),
                        new Category("ফুটবল"),
                        new Category("cup"),
                    ],
                    Enclosures =
                    [
                        new Enclosure("https://crowded.example/1.mp3", "audio/mpeg", 3_000_000_000),
                        new Enclosure("https://crowded.example/1.mp4", "video/mp4", 12),
                        new Enclosure("https://crowded.example/1.pdf", "application/pdf"),
                    ],
                    Image = new FeedImage("https://crowded.example/1.png", Type: "image/png"),
                },
                Plain("crowded", 2) with
                {
                    Image = new FeedImage("https://crowded.example/2.webp"),
                },
            ],
        };

    private static Feed Latin() =>
        Empty("latin") with
        {
            Title = "The Morning Leaf",
            Description = "Café news – naïve & “quoted”",
            Language = "en-GB",
            Entries =
            [
                Plain("latin", 1) with
                {
                    Title = "A dam by the river: Ångström’s €5 bet",
                    Summary = "Ready before the rains.",
                    Content = "<p>Ready before the rains.</p>",
                    Language = "en-GB",
                },
                Plain("latin", 2) with
                {
                    Language = "bn",
                },
            ],
        };

    private static Feed Long() =>
        Empty("long") with
        {
            Entries = [.. Enumerable.Range(1, 200).Select(n => Plain("long", n))],
        };
}

/// <summary>A feed, and what readers should see where that is not all of it as it stands.</summary>
internal sealed record Sample(string Name, Feed Feed, Feed Shown)
{
    public Sample(string name, Feed feed)
        : this(name, feed, feed) { }
}
