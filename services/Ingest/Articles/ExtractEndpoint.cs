namespace Syndication.Ingest.Articles;

internal static class ExtractEndpoint
{
    public static IResult PostAsync() => Problems.NoSuchArticle();
}
