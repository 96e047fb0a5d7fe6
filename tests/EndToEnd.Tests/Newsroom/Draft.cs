namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>The body of <c>POST /api/articles</c>: valid and dull, a new article each time.</summary>
internal sealed record Draft
{
    public string? Guid { get; init; } = $"cms:{System.Guid.NewGuid():N}";
    public string Url { get; init; } = $"https://khobor.example/international/{System.Guid.NewGuid():N}";
    public string? Title { get; init; } = "চরের স্কুলে নৌকায় চড়ে এল নতুন বই";
    public string Summary { get; init; } = "বর্ষায়ও পড়া থামেনি।";
    public string Content { get; init; } = "<p>বর্ষায়ও পড়া থামেনি। নৌকায় এসেছে ১৫০টি বই।</p>";
    public IReadOnlyList<DraftAuthor> Authors { get; init; } = [new("রওশন আরা বিথী")];
    public IReadOnlyList<string> Categories { get; init; } = ["আন্তর্জাতিক"];
    public string Language { get; init; } = "bn";
    public DateTimeOffset PublishedAt { get; init; } = TimeProvider.System.GetUtcNow();
    public string Breaking { get; init; } = "none";
    public string? Correction { get; init; }
    public bool Significant { get; init; }
}

/// <summary>Who wrote it.</summary>
internal sealed record DraftAuthor(string Name);
