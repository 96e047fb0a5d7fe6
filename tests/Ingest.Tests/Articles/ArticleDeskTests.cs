using Syndication.Contracts;
using Syndication.Ingest.Articles;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.Articles;

public sealed class ArticleDeskTests
{
    private static readonly DateTimeOffset Now = Some.Instant;

    private static readonly ArticleContent Content = new()
    {
        Guid = "cms:1",
        Title = "ধানের নতুন জাত মাঠে নামল",
        Language = "bn",
        Categories = ["agriculture"],
    };

    private static ArticleDraft Draft(ArticleContent? content = null) =>
        new(content ?? Content, null, null, false);

    private static StoredArticle First(ArticleDraft? draft = null) =>
        Assert
            .IsType<Intake.Created>(ArticleDesk.Take(null, draft ?? Draft(), republish: false, Now))
            .Article;

    private static StoredArticle Next(StoredArticle current, ArticleDraft draft, DateTimeOffset at) =>
        Assert.IsType<Intake.Revised>(ArticleDesk.Take(current, draft, republish: false, at)).Article;

    [Fact]
    public void A_new_article_is_published_as_revision_one()
    {
        var article = First();

        Assert.Equal(
            (1, ArticleState.Published, Now, Now),
            (article.Revision, article.State, article.PublishedAt, article.UpdatedAt)
        );
        Assert.Equal($"urn:uuid:{article.Id}", article.FeedId);
        Assert.Equal(7, article.Id.Version);
    }

    [Fact]
    public void The_same_again_is_no_revision() =>
        Assert.IsType<Intake.Unchanged>(
            ArticleDesk.Take(First(), Draft(), republish: false, Now.AddHours(1))
        );

    [Fact]
    public void An_edit_keeps_the_date_of_publication_and_moves_updated_only_when_significant()
    {
        var first = First(Draft() with { PublishedAt = Now.AddHours(-2) });
        var typo = Next(
            first,
            Draft(Content with { Title = "এক" }) with
            {
                PublishedAt = Now,
            },
            Now.AddHours(1)
        );
        var news = Next(
            typo,
            Draft(Content with { Title = "দুই" }) with
            {
                Significant = true,
            },
            Now.AddHours(2)
        );

        Assert.Equal(
            (2, Now.AddHours(-2), Now.AddHours(-2)),
            (typo.Revision, typo.PublishedAt, typo.UpdatedAt)
        );
        Assert.Equal(
            (3, Now.AddHours(-2), Now.AddHours(2)),
            (news.Revision, news.PublishedAt, news.UpdatedAt)
        );
        Assert.Equal(first.Id, news.Id);
    }

    [Fact]
    public void A_significant_edit_moves_updated_forward_even_when_the_senders_clock_lags()
    {
        var edit = Draft(Content with { Title = "এক" }) with
        {
            Significant = true,
            UpdatedAt = Now.AddDays(-1),
        };

        Assert.Equal(Now.AddHours(1), Next(First(), edit, Now.AddHours(1)).UpdatedAt);
    }

    [Fact]
    public void Publication_cannot_lie_in_the_future() =>
        Assert.Equal(Now, First(Draft() with { PublishedAt = Now.AddDays(3) }).PublishedAt);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-5)]
    public void An_update_cannot_lie_in_the_future(int? publishedInDays)
    {
        var ahead = Draft() with
        {
            PublishedAt = publishedInDays is { } days ? Now.AddDays(days) : null,
            UpdatedAt = Now.AddDays(3),
        };

        Assert.Equal(Now, First(ahead).UpdatedAt);
    }

    [Fact]
    public void An_update_under_embargo_is_dated_at_its_end()
    {
        var embargoed = Draft(Content with { EmbargoUntil = Now.AddHours(2) }) with
        {
            UpdatedAt = Now.AddDays(3),
        };

        Assert.Equal(Now.AddHours(2), First(embargoed).UpdatedAt);
    }

    [Fact]
    public void An_article_of_unknown_categories_only_is_quarantined()
    {
        var unknown = Content with { Categories = [], UnknownCategories = ["Slots"] };
        var article = First(Draft(unknown));

        Assert.Equal((ArticleState.Quarantined, false), (article.State, article.EverPublished));
    }

    [Fact]
    public void An_article_without_any_category_is_published() =>
        Assert.Equal(ArticleState.Published, First(Draft(Content with { Categories = [] })).State);

    [Fact]
    public void An_embargo_holds_an_article_and_its_release_is_a_revision()
    {
        var held = First(Draft(Content with { EmbargoUntil = Now.AddHours(1) }));

        Assert.Equal(ArticleState.Embargoed, held.State);
        Assert.Null(ArticleDesk.Release(held, Now.AddMinutes(59)));
        var released = ArticleDesk.Release(held, Now.AddHours(1))!;
        Assert.Equal(
            (2, ArticleState.Published, Now.AddHours(1), true),
            (released.Revision, released.State, released.PublishedAt, released.EverPublished)
        );
        Assert.Null(released.EmbargoUntil);
        Assert.Null(ArticleDesk.Release(released, Now.AddHours(2)));
    }

    [Fact]
    public void An_embargo_that_has_passed_is_none() =>
        Assert.Equal(
            ArticleState.Published,
            First(Draft(Content with { EmbargoUntil = Now.AddSeconds(-1) })).State
        );

    [Fact]
    public void An_embargo_cannot_be_added_to_what_is_out()
    {
        var late = Draft(Content with { EmbargoUntil = Now.AddHours(9) });

        var refused = Assert.IsType<Intake.Refused>(
            ArticleDesk.Take(First(), late, republish: true, Now.AddHours(1))
        );

        Assert.True(refused.Errors.Has("embargoUntil"));
    }

    [Fact]
    public void A_retraction_is_a_revision_and_a_second_one_is_none()
    {
        var retracted = ArticleDesk.Retract(First(), "ভুল খবর", Now.AddHours(1))!;

        Assert.Equal(
            (2, ArticleState.Retracted, "ভুল খবর"),
            (retracted.Revision, retracted.State, retracted.Reason)
        );
        Assert.Null(ArticleDesk.Retract(retracted, null, Now.AddHours(2)));
    }

    [Fact]
    public void What_was_retracted_comes_back_only_when_it_is_named()
    {
        var retracted = ArticleDesk.Retract(First(), null, Now.AddHours(1))!;

        Assert.IsType<Intake.StaysRetracted>(
            ArticleDesk.Take(retracted, Draft(), republish: false, Now.AddHours(2))
        );
        var back = Assert.IsType<Intake.Revised>(
            ArticleDesk.Take(retracted, Draft(), republish: true, Now.AddHours(2))
        );
        Assert.Equal(
            (3, ArticleState.Published, Now),
            (back.Article.Revision, back.Article.State, back.Article.PublishedAt)
        );
        Assert.Null(back.Article.Reason);
    }

    [Fact]
    public void What_an_article_says_survives_being_stored()
    {
        var article = First(
            Draft(
                Content with
                {
                    Url = "https://khobor.example/ধান",
                    Summary = "<p>ক</p>",
                    Authors = [new("মিতালী সরকার", "m@khobor.example")],
                    Image = new("https://khobor.example/a.jpg", "মাঠ", 640, 360, "image/jpeg"),
                    Enclosures = [new("https://khobor.example/a.mp3", "audio/mpeg", 5)],
                    Source = new("বার্তা সংস্থা"),
                    Breaking = BreakingLevel.Flash,
                    Correction = "তারিখ সংশোধন করা হয়েছে",
                }
            )
        );

        var again = StoredArticle.FromJson(article.ToJson());

        Assert.Equal(article.Fingerprint(), again.Fingerprint());
        Assert.Equal(article.ToJson(), again.ToJson());
    }
}
