namespace Syndication.Ingest.Tests.Pages;

public sealed class ArticleExtractorTests
{
    [Fact]
    public void A_page_without_any_metadata_is_read_as_people_read_it()
    {
        var article = Page.Fixture("wordpress.html");

        Assert.NotNull(article);
        Assert.Equal("পাহাড়ি ছড়ায় ফিরেছে মাছ, খুশি জেলেরা", article.Title);
        Assert.Equal(["মেহরাব তালুকদার"], article.Authors);
        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Null(article.UpdatedAt);
        Assert.Equal(["কৃষি ও প্রকৃতি"], article.CategoryNames);
        Assert.Equal("কাল্পনিক সংবাদ সংস্থা", article.SourceName);
        Assert.Equal("https://songstha.example/report", article.SourceUrl);
        Assert.Equal("bn", article.Language);
        Assert.EndsWith("chhora-1024x576.jpg", article.Image?.Url, StringComparison.Ordinal);
        Assert.Equal("https://nodipar.example/krishi/chhora", article.Url);
    }

    [Fact]
    public void Its_body_is_the_text_and_nothing_around_it()
    {
        var content = Page.Fixture("wordpress.html")!.ContentHtml;

        Assert.Equal(4, content.Split("<p>").Length - 1);
        Assert.StartsWith("<p>কাজলডাঙা", content, StringComparison.Ordinal);
        Assert.EndsWith("আশ্রয় বাড়িয়েছে।</p>", content, StringComparison.Ordinal);
        Assert.All(
            [
                "খুশি জেলেরা",
                "ফেসবুক",
                "আরও পড়ুন",
                "সূত্র",
                "এআই",
                "সর্বশেষ",
                "নির্বাচিত",
                "সূর্যমুখী",
                "সম্পাদক",
            ],
            around => Assert.DoesNotContain(around, content, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_themes_markup_tells_names_dates_and_tags()
    {
        var article = Page.Fixture("themed.html")!;

        Assert.Equal("চরাঞ্চলে ভাসমান পাঠাগার", article.Title);
        Assert.Equal(["সাবিহা নওরীন"], article.Authors);
        Assert.Equal(["বই থেকে"], article.CategoryNames);
        Assert.Equal(["পাঠাগার", "চর"], article.Tags);
        Assert.Equal(new(2025, 9, 2, 12, 30, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(new(2025, 9, 3, 3, 0, 0, TimeSpan.Zero), article.UpdatedAt);
        Assert.Equal("https://nodipar.example/uploads/boat.jpg", article.Image?.Url);
        Assert.Equal("নৌকায় বইয়ের তাক", article.Image?.Alt);
        Assert.Equal("bn-BD", article.Language);
        Assert.Equal("নিজস্ব অনুসন্ধান", article.SourceName);
    }

    [Fact]
    public void Its_lead_picture_is_not_repeated_and_its_others_stay()
    {
        var content = Page.Fixture("themed.html")!.ContentHtml;

        Assert.DoesNotContain("boat", content, StringComparison.Ordinal);
        Assert.Contains("reader.jpg", content, StringComparison.Ordinal);
        Assert.Contains("ঘাটে বসে পড়ছে এক শিশু", content, StringComparison.Ordinal);
        Assert.EndsWith("বর্ষায় পাঠক বাড়ে।</p>", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Structured_data_alone_is_enough()
    {
        var article = Page.Fixture("jsonld.html", "https://tara.example/tech/solar")!;

        Assert.Equal("সৌর বিদ্যুতে চলছে \"আলোর ইশকুল\"", article.Title);
        Assert.Equal("প্রত্যন্ত গ্রামের একটি বিদ্যালয়ের গল্প।", article.Summary);
        Assert.Equal(["ইশরাত জেবিন"], article.Authors);
        Assert.Equal(["তথ্যপ্রযুক্তি"], article.CategoryNames);
        Assert.Equal(["সৌরশক্তি", "শিক্ষা"], article.Tags);
        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(new(2025, 8, 14, 3, 0, 0, TimeSpan.Zero), article.UpdatedAt);
        Assert.Equal(new("https://tara.example/media/solar.png", "ছাদে সৌর প্যানেল"), article.Image);
        Assert.Equal("https://tara.example/tech/solar", article.Url);
        Assert.Equal("গ্রাম উন্নয়ন দল", article.SourceName);
        Assert.Equal(2, article.ContentHtml.Split("<p>").Length - 1);
    }

    [Fact]
    public void Metadata_in_the_head_is_enough_with_a_plain_body()
    {
        var article = Page.Fixture("opengraph.html", "https://sobuj.example/expat/9?utm_source=x")!;

        Assert.Equal("প্রবাসীদের জন্য নতুন সহায়তা ডেস্ক", article.Title);
        Assert.Equal("বিমানবন্দরে চালু হলো দিনরাতের সেবা।", article.Summary);
        Assert.Equal(["নাফিসা রহমান"], article.Authors);
        Assert.Equal(["প্রবাস"], article.CategoryNames);
        Assert.Equal(["বিমানবন্দর", "সেবা"], article.Tags);
        Assert.Equal(new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal(new(2025, 8, 13, 2, 0, 0, TimeSpan.Zero), article.UpdatedAt);
        Assert.Equal(new("https://img.sobuj.example/desk.jpg", "সহায়তা ডেস্ক"), article.Image);
        Assert.Equal("https://sobuj.example/expat/9", article.Url);
        Assert.Equal("bn-BD", article.Language);
        Assert.Equal(3, article.ContentHtml.Split("<p>").Length - 1);
        Assert.DoesNotContain("সম্পর্কিত", article.ContentHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void An_English_page_is_read_by_its_text_alone()
    {
        var article = Page.Fixture("english.html", "https://ledger.example/buses?page=1")!;

        Assert.Equal("Night buses return to Port Marlow", article.Title);
        Assert.Equal(["Orla Fenwick"], article.Authors);
        Assert.Equal(["National"], article.CategoryNames);
        Assert.Equal(new(2025, 8, 13, 12, 5, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal("Harbour Wire", article.SourceName);
        Assert.Equal("https://www.ledger.example/buses", article.Url);
        Assert.Equal("en", article.Language);
        Assert.StartsWith("<p>Night buses will run", article.ContentHtml, StringComparison.Ordinal);
        Assert.EndsWith("if passengers came.</p>", article.ContentHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Ferry", article.ContentHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_injected_is_gone_and_the_story_is_whole()
    {
        var article = Page.Fixture("hacked.html")!;

        Assert.Equal("ক্যাম্পাসে বসন্ত মেলা", article.Title);
        Assert.Equal(["campus"], article.CategoryNames);
        Assert.Empty(article.Authors);
        Assert.Equal(3, article.ContentHtml.Split("<p>").Length - 1);
        Assert.All(
            ["spin", "lucky", "slots", "1xbet", "mostbet", "jackpot", "hidden"],
            spam => Assert.DoesNotContain(spam, article.ContentHtml, StringComparison.Ordinal)
        );
        Assert.Contains("বলেন, স্টল বসেছে ৩০টি।", article.ContentHtml, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"/campus/12\">ক্যাসিনোবিরোধী</a>",
            article.ContentHtml,
            StringComparison.Ordinal
        );
        Assert.Contains("পুরোনো তাসের", article.ContentHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void Microdata_is_evidence_too()
    {
        var article = Page.Fixture("microdata.html")!;

        Assert.Equal("মাঠে ফিরল নৌকাবাইচ", article.Title);
        Assert.Equal(["রুবাইয়াত করিম"], article.Authors);
        Assert.Equal(["খেলাধুলা"], article.CategoryNames);
        Assert.Equal(new(2025, 8, 12, 18, 0, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.EndsWith("/race.jpg", article.Image?.Url, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_page_is_no_article() => Assert.Null(Page.Fixture("front.html"));

    [Theory]
    [InlineData("")]
    [InlineData("<h1>প্রবেশ করুন</h1><form><input name=user><input name=password></form>")]
    [InlineData("<title>404</title><h1>পাতাটি পাওয়া যায়নি</h1><p>ঠিকানাটি আবার দেখুন।</p>")]
    [InlineData("plain words")]
    [InlineData("\0\u0001\u0002%PDF-1.7")]
    public void What_holds_no_story_is_no_article(string html) => Assert.Null(Page.Read(html));
}
