using Syndication.Formats.Documents;

namespace Syndication.Formats.Tests.Documents;

public sealed class WordsTests
{
    [Fact]
    public void A_text_is_cut_between_words()
    {
        Assert.Equal("ক্ষমতা…", Words.Beginning("ক্ষমতা ক্ষুদ্র", 9));
        Assert.Equal("ক্ষমতা", Words.Beginning("ক্ষমতা", 9));
    }

    [Fact]
    public void A_word_too_long_is_not_cut_inside_a_conjunct()
    {
        for (var limit = 1; limit < 9; limit++)
        {
            var cut = Words.Beginning("ক্ষক্ষক্ষক্ষ", limit);
            Assert.DoesNotContain("্…", cut, StringComparison.Ordinal);
        }
    }
}
