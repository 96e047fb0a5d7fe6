namespace Syndication.Ingest.Tests.Pages;

public sealed class BodyTrimmerTests
{
    private const string Text =
        "<p>নীলগঞ্জের হাটে এবার শীতের সবজি এসেছে সময়ের আগেই, দামও কম বলে জানালেন ক্রেতারা।</p>";

    [Theory]
    [InlineData("<p>সূত্র: কাল্পনিক সংস্থা।</p>", "কাল্পনিক সংস্থা")]
    [InlineData("<p>তথ্যসূত্র – কাল্পনিক সংস্থা</p><p>এসএ/এআই</p>", "কাল্পনিক সংস্থা")]
    [InlineData("<p>(সূত্র : কাল্পনিক সংস্থা)</p>", "কাল্পনিক সংস্থা")]
    [InlineData("<p>/এআই</p><p><em>Source: Kolpona Wire.</em></p>", "Kolpona Wire")]
    [InlineData("সূত্র: কাল্পনিক সংস্থা<br>/এআই", "কাল্পনিক সংস্থা")]
    [InlineData("<p>আর/কে</p>", null)]
    [InlineData("<p>কেএম/</p>", null)]
    public void The_last_lines_become_the_source_or_go(string tail, string? source)
    {
        var article = Page.WithBody(Text + tail)!;

        Assert.Equal(source, article.SourceName);
        Assert.Equal(Text, article.ContentHtml);
    }

    [Theory]
    [InlineData("<p>সূত্র জানায়, হাট বসবে প্রতি শুক্রবার।</p>")]
    [InlineData(
        "<p>সূত্র: এই প্রতিবেদনের জন্য কথা বলা হয়েছে হাটের কৃষক, পাইকার, ক্রেতা আর ইজারাদারের সঙ্গে। তাঁরা একমত নন।</p>"
    )]
    [InlineData("<h2>সর্বশেষ পরিস্থিতি</h2><p>শুক্রবার দুপুর পর্যন্ত হাটে বেচাকেনা চলছিল।</p>")]
    [InlineData("<p>সর্বশেষ খবর পাওয়া পর্যন্ত বেচাকেনা চলছিল।</p>")]
    [InlineData("<ul><li>ফুলকপি ৩০ টাকা</li><li>শিম ৪০ টাকা</li></ul>")]
    [InlineData("<h3>কেন দাম কম</h3><p>ফলন ভালো হয়েছে।</p>")]
    [InlineData("<p><a href=\"/x\">পুরো তালিকা এখানে</a> দেওয়া হলো।</p>")]
    [InlineData("<blockquote>দাম আরও কমবে।</blockquote>")]
    public void What_belongs_to_the_story_stays(string part) =>
        Assert.Equal(Text + part + Text, Page.WithBody(Text + part + Text)!.ContentHtml);

    [Theory]
    [InlineData("<p>শিরোনাম এখানে</p>")]
    [InlineData("<div><h2>শিরোনাম এখানে</h2></div><p>  শিরোনাম   এখানে। </p>")]
    [InlineData("<p>প্রতিবেদক</p>")]
    [InlineData("<p>আগস্ট ১৩, ২০২৫ ১২:৪৩ অপরাহ্ণ</p>")]
    [InlineData("<script>alert(1)</script><style>p{}</style><!-- note -->")]
    [InlineData("<div class=\"ad-slot\"><p>বিজ্ঞাপন এখানে দেখা যায়।</p></div>")]
    [InlineData("<p>&nbsp;</p><div><p></p></div>")]
    public void What_is_repeated_or_around_the_story_goes(string head) =>
        Assert.Equal(Text, Page.WithBody(head + Text)!.ContentHtml);

    [Theory]
    [InlineData("<p><strong>আরো পড়ুন:</strong> <a href=\"/1\">অন্য একটি খবরের শিরোনাম</a></p>")]
    [InlineData("<div><h4>আরও খবর</h4></div><ul><li><a href=\"/1\">এক নম্বর খবরের শিরোনাম</a></li></ul>")]
    [InlineData(
        "<ul><li><a href=\"/1\">এক নম্বর খবরের শিরোনাম</a></li><li><a href=\"/2\">দুই নম্বর খবরের শিরোনাম</a></li></ul>"
    )]
    [InlineData("<div class=\"jp-relatedposts\"><p>অন্য খবর</p></div>")]
    [InlineData("<div class=\"sharedaddy\"><a href=\"#\">শেয়ার</a></div>")]
    public void Lists_of_other_articles_go_wherever_they_stand(string list) =>
        Assert.Equal(Text + Text, Page.WithBody(Text + list + Text)!.ContentHtml);

    [Fact]
    public void Text_without_paragraphs_gets_them() =>
        Assert.Equal(
            "<p>প্রথম অংশটি এখানে শেষ হয়, আর তারপর একটি ফাঁকা লাইন।</p><p>দ্বিতীয় <b>অংশ</b> এখানে।</p>",
            Page.WithBody(
                    "প্রথম অংশটি এখানে শেষ হয়, আর তারপর একটি ফাঁকা লাইন।<br><br>দ্বিতীয় <b>অংশ</b> এখানে।"
                )!
                .ContentHtml.Replace("<br>", "", StringComparison.Ordinal)
        );

    [Fact]
    public void Pictures_that_a_script_would_load_are_given_their_address() =>
        Assert.Contains(
            "src=\"/b.jpg\"",
            Page.WithBody(Text + "<p><img src=\"data:,x\" data-src=\"/b.jpg\"></p>" + Text)!.ContentHtml,
            StringComparison.Ordinal
        );
}
