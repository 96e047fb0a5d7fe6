using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Tests.Quarantine;

/// <summary>What a small Bengali news site brings, on good days and on the day somebody else got in.</summary>
internal static class Newsday
{
    public static readonly string[] Reporters = ["রুমানা কাদের", "নিজস্ব প্রতিবেদক", "তপন বাড়ৈ"];
    private static readonly string[] Sections = ["খেলাধুলা", "জাতীয়"];

    public static ArticleInput Ordinary(int number) =>
        new()
        {
            Guid = $"https://bil.example/?p={number}",
            Url = $"https://bil.example/khobor/{number}",
            Title = $"হাওরের পাড়ে {number} নম্বর ঘাট চালু হলো",
            Content =
                "<p>সকাল থেকে নৌকা ভিড়ছে, মানুষ খুশি। <a href=\"https://www.bil.example/aro\">আরও</a>, "
                + "<a href=\"https://nodi.example/tottho\">নদীর তথ্য</a></p>",
            Authors = [new(Reporters[number % 3], null, null)],
            Categories = [Sections[number % 2]],
        };

    /// <summary>A post as injected into a WordPress that was broken into.</summary>
    public static ArticleInput Injected(int number) =>
        new()
        {
            Guid = $"https://bil.example/?p={9000 + number}",
            Url = $"https://bil.example/best-casino-{number}",
            Title = $"Best online slots of the season, part {number}",
            Content =
                $"<p>Spin the wheel and win tonight. <a href='https://spin{number}.example/go'>Play now</a> "
                + "and claim the bonus before midnight.</p>",
            Authors = [new("wpadmin2", null, null)],
            Categories = ["Casino Online"],
        };

    public static IReadOnlyList<ArticleInput> Ordinary(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Ordinary(i))];

    public static IReadOnlyList<ArticleInput> Injected(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(i => Injected(i))];
}
