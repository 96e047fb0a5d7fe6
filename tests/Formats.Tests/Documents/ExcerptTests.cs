using Syndication.Formats.Documents;
using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.Documents;

public sealed class ExcerptTests
{
    [Fact]
    public void A_text_is_cut_between_words()
    {
        Assert.Equal("ক্ষমতা…", Excerpt.Of("ক্ষমতা ক্ষুদ্র", 9));
        Assert.Equal("ক্ষমতা", Excerpt.Of("<p> ক্ষমতা </p>", 9));
        Assert.Equal("ক্ষমতা", Excerpt.Of("ক্ষমতা", 6));
        Assert.Null(Excerpt.Of("<p> </p><br>", 9));
    }

    [Fact]
    public void A_word_too_long_is_not_cut_inside_a_conjunct()
    {
        for (var limit = 1; limit < 9; limit++)
        {
            var cut = Excerpt.Of("ক্ষক্ষক্ষক্ষ", limit);
            Assert.DoesNotContain("্…", cut, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_first_words_are_those_of_the_whole_text()
    {
        const string Html =
            "<p>  নদীর\u00a0পাড়ে <b>নতুন</b>\n পাঠাগার। </p><p>বই&nbsp;পড়ে\u200bশিশুরা, 😀 &lt;সন্ধ্যায়&gt;</p>"
            + "<script>alert(1)</script><ul><li>এক<li>দুই\u202eতিন</ul>a  b<iframe>না</iframe>শেষ";
        var whole = HtmlCleaner.ToPlainText(Html);

        for (var limit = 1; limit <= whole.Length; limit++)
        {
            var first = Excerpt.Read(null, Html, null, limit, out var isCut).ToString();
            Assert.StartsWith(first, whole, StringComparison.Ordinal);
            Assert.Equal(limit < whole.Length, isCut);
        }
    }
}
