namespace Syndication.Feeds.Documents;

/// <summary>
/// Says to who would rather have a page why there is no feed: a body for this status, and its headers; null where there is
/// no such page. The faults are those of parameters, by name.
/// </summary>
internal delegate IResult? ProblemPage(
    HttpContext context,
    int status,
    IReadOnlyDictionary<string, string> faults
);
