using Syndication.Ingest.Articles;
using Syndication.Ingest.Quarantine;

namespace Syndication.Ingest.Tests.Quarantine;

public sealed class HackCircuitTests
{
    private static readonly IReadOnlyList<ArticleTraits> Past =
    [
        .. Newsday.Ordinary(1, 30).Select(ArticleTraits.Of),
    ];

    private static SourceHabits Habits(int articles = 30, params string[] suspects) =>
        new(
            articles,
            SourceHabits.HomeOf([.. Newsday.Ordinary(1, 30).Select(a => a.Title!)]),
            Past.SelectMany(t => t.All).ToHashSet(StringComparer.Ordinal),
            suspects.ToHashSet(StringComparer.Ordinal)
        );

    private static HackVerdict Judge(SourceHabits habits, params IEnumerable<ArticleInput> batch)
    {
        List<ArticleTraits> traits = [.. batch.Select(ArticleTraits.Of)];
        return HackCircuit.Judge(habits, traits, [.. traits.Select(_ => Standing.New)]);
    }

    private static void AssertPasses(HackVerdict verdict)
    {
        Assert.Null(verdict.FreezeReason);
        Assert.All(verdict.Holds, Assert.Null);
    }

    [Fact]
    public void Casino_posts_among_ordinary_ones_freeze_the_source_and_all_wait()
    {
        var verdict = Judge(Habits(), [.. Newsday.Ordinary(31, 4), .. Newsday.Injected(1, 3)]);

        Assert.NotNull(verdict.FreezeReason);
        Assert.All(verdict.Holds, Assert.NotNull);
        Assert.All(verdict.Holds.Take(4), hold => Assert.Contains("frozen", hold, StringComparison.Ordinal));
        foreach (var word in (string[])["'wpadmin2'", "'Casino Online'", "Latin", "'spin1.example'"])
            Assert.Contains(word, verdict.Holds[4], StringComparison.Ordinal);
        Assert.Equal(3, verdict.Suspects.Count);
    }

    [Fact]
    public void One_article_that_is_strange_in_every_way_waits_and_its_source_goes_on()
    {
        var verdict = Judge(Habits(), [.. Newsday.Ordinary(31, 1), Newsday.Injected(1)]);

        Assert.Null(verdict.FreezeReason);
        Assert.Null(verdict.Holds[0]);
        Assert.NotNull(verdict.Holds[1]);
    }

    [Fact]
    public void Casino_posts_that_drip_in_one_by_one_freeze_the_source_at_the_third()
    {
        List<string> suspects = [];
        for (var i = 1; i <= 2; i++)
        {
            var verdict = Judge(
                Habits(30, [.. suspects]),
                Newsday.Injected(i) with
                {
                    Categories = ["জাতীয়"],
                }
            );
            Assert.Null(verdict.FreezeReason);
            suspects.AddRange(verdict.Suspects);
        }

        var third = Judge(Habits(30, [.. suspects]), Newsday.Injected(3) with { Categories = ["জাতীয়"] });

        Assert.NotNull(third.FreezeReason);
    }

    [Fact]
    public void The_same_suspect_offered_again_and_again_is_one()
    {
        var injected = Newsday.Injected(1) with { Categories = ["জাতীয়"] };
        var first = Judge(Habits(), injected);

        AssertPasses(Judge(Habits(30, [.. first.Suspects]), injected, injected, injected));
    }

    [Fact]
    public void Ordinary_articles_after_two_suspects_freeze_nothing() =>
        AssertPasses(Judge(Habits(30, "suspect:a", "suspect:b", "suspect:c"), Newsday.Ordinary(31, 10)));

    [Fact]
    public void A_burst_of_English_by_somebody_new_freezes_the_source_though_it_keeps_to_its_sections()
    {
        var burst = Newsday
            .Injected(1, 12)
            .Select(a => a with { Categories = ["খেলাধুলা"], Content = "<p>Win big tonight with us.</p>" });

        Assert.NotNull(Judge(Habits(), burst).FreezeReason);
    }

    [Fact]
    public void A_new_reporter_may_write_and_link_where_nobody_did()
    {
        var batch = Newsday
            .Ordinary(31, 12)
            .Select(a =>
                a with
                {
                    Authors = [new("শিউলি মণ্ডল", null, null)],
                    Content = "<p>দেখুন <a href='https://potrika.example/1'>পত্রিকা</a></p>",
                }
            );

        AssertPasses(Judge(Habits(), batch));
    }

    [Fact]
    public void A_new_section_with_a_new_reporter_may_open() =>
        AssertPasses(
            Judge(
                Habits(),
                Newsday
                    .Ordinary(31, 12)
                    .Select(a =>
                        a with
                        {
                            Categories = ["জলবায়ু"],
                            Authors = [new("শিউলি মণ্ডল", null, null)],
                        }
                    )
            )
        );

    [Fact]
    public void A_press_release_in_English_may_come()
    {
        var release = Newsday.Ordinary(31) with
        {
            Title = "Bridge company announces third crossing over the river",
            Content =
                "<p>The company said on Wednesday that works begin in March. "
                + "<a href='https://shetu-company.example/press'>Press office</a></p>",
        };

        AssertPasses(Judge(Habits(), release));
        AssertPasses(Judge(Habits(), release with { Authors = [new("Press office", null, null)] }));
    }

    [Fact]
    public void A_football_evening_may_bring_forty_posts_at_once() =>
        AssertPasses(
            Judge(
                Habits(),
                Newsday
                    .Ordinary(31, 40)
                    .Select(
                        (a, i) =>
                            a with
                            {
                                Title = $"{i} মিনিট: GOAL! আবাহনী ১–০",
                                Content = $"<p>গোল! <a href='https://live{i}.example/'>দেখুন</a></p>",
                                Categories = ["খেলাধুলা"],
                            }
                    )
            )
        );

    [Fact]
    public void A_source_that_is_new_itself_is_not_judged() =>
        AssertPasses(Judge(Habits(HackCircuit.LeastHistory - 1), Newsday.Injected(1, 12)));

    [Fact]
    public void A_source_of_two_languages_is_at_home_in_both()
    {
        var home = SourceHabits.HomeOf([
            .. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "River port opens" : "নদীবন্দর চালু হলো"),
        ]);

        Assert.Equal(["Bengali", "Latin"], home.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_a_stranger_writes_makes_the_reading_of_it_fail()
    {
        var traits = ArticleTraits.Of(
            new ArticleInput
            {
                Url = "https://[::",
                Title = "\uD800",
                Content =
                    "<a href=//><a href='https://'><a href=\"http://a@b.example/\">" + new string('<', 9000),
                Authors = [null, new(null, null, null), new("\uDC00", null, null)],
                Categories = [null, "", " "],
            }
        );

        Assert.Empty(traits.Keys);
        Assert.Empty(traits.Authors);
        Assert.Empty(traits.Categories);
    }

    [Fact]
    public void Posts_in_a_known_authors_name_that_drip_in_all_day_freeze_the_source()
    {
        List<string> suspects = [];
        HackVerdict verdict;
        var posts = 0;
        do
        {
            verdict = Judge(
                Habits(30, [.. suspects]),
                Newsday.Injected(++posts) with
                {
                    Authors = [new(Newsday.Reporters[0], null, null)],
                    Categories = ["জাতীয়"],
                }
            );
            suspects.AddRange(verdict.Suspects);
        } while (verdict.FreezeReason is null && posts < 30);

        Assert.Equal(12, posts);
    }

    [Fact]
    public void A_few_press_releases_in_English_on_a_busy_day_hold_nothing_up()
    {
        List<string> suspects = [];
        for (var i = 1; i <= 9; i++)
        {
            var release = Newsday.Injected(i) with
            {
                Authors = [new(Newsday.Reporters[0], null, null)],
                Categories = ["জাতীয়"],
            };
            var verdict = Judge(Habits(30, [.. suspects]), [.. Newsday.Ordinary(31 + i, 5), release]);
            AssertPasses(verdict);
            suspects.AddRange(verdict.Suspects);
        }
    }

    [Fact]
    public void A_post_that_lies_at_a_strangers_is_strange_though_it_links_nowhere_else()
    {
        var post = Newsday.Injected(1) with
        {
            Url = "https://spin.example/1",
            Content = "<p>Spin the wheel: <a href='https://spin.example/go'>win tonight</a></p>",
        };

        Assert.Contains("'spin.example'", Judge(Habits(), post).Holds[0], StringComparison.Ordinal);
    }
}
