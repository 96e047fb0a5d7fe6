namespace Syndication.Ingest.Tests.Pages;

public sealed class EvidenceTests
{
    private const string Text =
        "<p>নীলগঞ্জের হাটে এবার শীতের সবজি এসেছে সময়ের আগেই, দামও কম বলে জানালেন ক্রেতারা।</p>";

    [Fact]
    public void A_canonical_address_on_another_host_is_not_believed() =>
        Assert.Equal(
            "https://nodipar.example/krishi/chhora",
            Page.Read(
                $"<link rel=canonical href=https://thief.example/x><body class=single-post><h1>শিরোনাম</h1><div class=entry-content>{Text}</div>"
            )!.Url
        );

    [Theory]
    [InlineData("has-sidebar")]
    [InlineData("right-sidebar no-comments with-ads")]
    [InlineData("content-sidebar")]
    public void What_a_layout_is_called_hides_nothing(string name)
    {
        var article = Page.Read(
            $"<body class='single-post {name} comments'><div class='{name}'><h1>শিরোনাম</h1><p>প্রতিবেদক: তাসনিম আরা</p><div class=entry-content>{Text}</div></div>"
        )!;

        Assert.Equal(["তাসনিম আরা"], article.Authors);
        Assert.Equal(Text, article.ContentHtml);
    }

    [Fact]
    public void An_account_name_gives_way_to_the_reporter_on_the_page() =>
        Assert.Equal(
            ["তাসনিম আরা"],
            Page.Read(
                $"<meta name=author content=admin><body class=single-post><h1>শিরোনাম</h1><p>প্রতিবেদক: তাসনিম আরা</p><div class=entry-content>{Text}</div>"
            )!.Authors
        );

    [Fact]
    public void An_organisation_is_the_author_where_nobody_else_is() =>
        Assert.Equal(
            ["তারা সংবাদ"],
            Page.Read(
                $$"""
                <script type="application/ld+json">[{"@type":"NewsArticle","headline":"শিরোনাম","author":{"@type":"NewsMediaOrganization","name":"তারা সংবাদ"},},]</script>
                <div class=entry-content>{{Text}}</div>
                """
            )!.Authors
        );

    [Theory]
    [InlineData("প্রকাশিত: ১৩ আগস্ট ২০২৫, ১২:৪৩ | আপডেট: ১৪ আগস্ট ২০২৫, ০৯:০০")]
    [InlineData("প্রকাশিত: ১৩ আগস্ট ২০২৫, ১২:৪৩ আপডেট: ১৪ আগস্ট ২০২৫, ০৯:০০")]
    [InlineData("<span>১৩ আগস্ট ২০২৫</span> <span>১২:৪৩</span> <b>আপডেট</b> <i>১৪ আগস্ট ২০২৫, ০৯:০০</i>")]
    public void First_publication_and_update_are_told_apart(string line)
    {
        var article = Page.Read(
            $"<body class=single-post><h1>শিরোনাম</h1><div>{line}</div><div class=entry-content>{Text}</div>"
        )!;

        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(new(2025, 8, 14, 3, 0, 0, TimeSpan.Zero), article.UpdatedAt);
    }

    [Fact]
    public void A_date_that_is_not_told_stays_unknown()
    {
        var article = Page.Read(
            $"<body class=single-post><div>বুধবার, ১৩ আগস্ট ২০২৫</div><h1>শিরোনাম</h1><div class=entry-content>{Text}</div>"
        )!;

        Assert.Null(article.PublishedAt);
        Assert.Empty(article.Authors);
        Assert.Empty(article.CategoryNames);
        Assert.Null(article.Image);
        Assert.Null(article.Summary);
    }

    [Fact]
    public void Of_several_articles_in_structured_data_the_pages_own_counts()
    {
        var article = Page.Read(
            $$"""
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"অন্যটি","url":"https://nodipar.example/other"}</script>
            <script type="application/ld+json">{"@type":"NewsArticle","headline":"নিজেরটি","url":"https://nodipar.example/krishi/chhora"}</script>
            <div class=entry-content>{{Text}}</div>
            """
        )!;

        Assert.Equal("নিজেরটি", article.Title);
    }

    [Fact]
    public void A_category_that_is_known_is_preferred() =>
        Assert.Equal(
            ["খেলাধুলা"],
            Page.Read(
                $"<meta property=article:section content=Uncategorized><body class=single-post><article><h1>শিরোনাম</h1><a rel='category tag'>খেলাধুলা</a><div class=entry-content>{Text}</div></article>"
            )!.CategoryNames
        );

    [Fact]
    public void The_headings_list_names_the_category_in_the_last_resort() =>
        Assert.Equal(
            ["আন্তর্জাতিক"],
            Page.Read(
                $"<body class=single-post><nav><a>best</a></nav><h1>শিরোনাম</h1><div class=entry-content>{Text}</div><div><span>সর্বশেষ - আন্তর্জাতিক</span></div>"
            )!.CategoryNames
        );

    private const string Header =
        "<div>বুধবার , ২০ আগস্ট ২০২৫ | ৫ই ভাদ্র, ১৪৩২ বঙ্গাব্দ</div><ol><li><a href=/1>best</a></li><li><a href=/2>জোকস</a></li></ol>";

    [Theory]
    [InlineData(
        "<h1>{0}</h1><p>প্রতিবেদক</p><p>তাসনিম আরা</p><p>আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ</p><p>{0}</p><p>{0}</p>{1}"
    )]
    [InlineData(
        "<div>{0}</div><div>প্রতিবেদক</div><div>তাসনিম আরা</div><div>আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ</div>{1}"
    )]
    [InlineData("<h2>{0}</h2><p>প্রতিবেদক তাসনিম আরা আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ</p><div>{1}</div>")]
    [InlineData(
        "<main><h2>{0}</h2>প্রতিবেদক<br>তাসনিম আরা<br>আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ<br>{0}<div>{1}</div></main>"
    )]
    [InlineData(
        "<h1>{0}</h1><div class=author>প্রতিবেদক <b>তাসনিম আরা</b></div><i>আগস্ট ১৩, ২০২৫</i> <i>১২:৪৩ অপরাহ্ণ</i><div>{1}</div>"
    )]
    public void The_same_lines_in_other_markup_say_the_same(string shape)
    {
        const string Title = "হাটে আগাম শীতের সবজি";
        const string Latest = "<h4>সর্বশেষ - খেলাধুলা</h4><p>অন্য খবরের শিরোনাম</p><p>অন্য খবরের শিরোনাম</p>";
        var story =
            string.Concat(Enumerable.Repeat(Text, 4)) + "<p>সূত্র: কাল্পনিক সংস্থা।</p><p>/এআই</p>" + Latest;

        var article = Page.Read(
            $"<title>{Title} - নদীপাড়ের খবর</title><body>{Header}"
                + shape
                    .Replace("{0}", Title, StringComparison.Ordinal)
                    .Replace("{1}", story, StringComparison.Ordinal)
        )!;

        Assert.Equal(Title, article.Title);
        Assert.Equal(["তাসনিম আরা"], article.Authors);
        Assert.Equal(["খেলাধুলা"], article.CategoryNames);
        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal("কাল্পনিক সংস্থা", article.SourceName);
        Assert.Equal(string.Concat(Enumerable.Repeat(Text, 4)), article.ContentHtml);
    }
}
