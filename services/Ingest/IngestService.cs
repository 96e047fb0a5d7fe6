using System.Text.Json;
using MassTransit;
using Syndication.Hosting.Json;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Quarantine;
using Syndication.Ingest.Rebuild;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;
using Syndication.Ingest.Timeline;
using Syndication.Ingest.Transfer;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest;

/// <summary>Takes articles in, keeps every revision, and tells the rest of the house.</summary>
public static class IngestService
{
    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddDatabase<IngestDbContext, SqliteIngestDbContext, PostgresIngestDbContext>("ingest");
        // Started in this order and stopped in the reverse: the queue outlives whoever writes into it.
        builder
            .Services.AddSingleton<CategoryBook>()
            .AddHostedService(p => p.GetRequiredService<CategoryBook>());
        builder.Services.AddSingleton<WriteQueue>().AddHostedService(p => p.GetRequiredService<WriteQueue>());
        builder
            .Services.AddSingleton<OutboxMarker>()
            .AddHostedService(p => p.GetRequiredService<OutboxMarker>());
        builder.Services.AddHostedService<OutboxRelay>().AddHostedService<OutboxSweeper>();
        builder.Services.AddHostedService<EmbargoClock>().AddHostedService<CategorySweeper>();
        builder
            .Services.AddSingleton<TimelineReader>()
            .AddSingleton<TimelinePruner>()
            .AddSingleton<TimelineWriter>()
            .AddHostedService(p => p.GetRequiredService<TimelineWriter>());
        builder.Services.AddSingleton<OutboxHandover>().AddSingleton<OutboxReader>().AddSingleton<Replayer>();
        builder
            .Services.AddSingleton<ArticleParser>()
            .AddSingleton<ArticleIntake>()
            .AddSingleton<ArticleReader>()
            .AddSingleton<SourceGuard>()
            .AddSingleton<PreviewGate>()
            .AddTransfer();
        builder.AddSources();
        builder.AddWebSub();
    }

    /// <summary>Begins an empty newsroom with these articles; does nothing where there is one already.</summary>
    /// <param name="services">Those of a started host.</param>
    /// <param name="articles">Each as the body of <c>POST /api/articles</c>.</param>
    /// <param name="ct">Ends it between two articles.</param>
    /// <returns>How many were taken.</returns>
    public static async Task<int> SeedAsync(
        this IServiceProvider services,
        IEnumerable<string> articles,
        CancellationToken ct
    )
    {
        if (await services.GetRequiredService<ArticleReader>().AnyAsync(ct))
            return 0;
        var intake = services.GetRequiredService<ArticleIntake>();
        var taken = 0;
        foreach (var json in articles)
        {
            var input = JsonSerializer.Deserialize<ArticleInput>(json, HouseJson.Options)!;
            if (await intake.TakeAsync(input, ct) is Intake.Created)
                taken++;
        }
        return taken;
    }

    public static void AddConsumers(IRegistrationConfigurator consumers)
    {
        consumers.AddConsumer<ReplayArticlesConsumer>();
        consumers.AddConsumer<NoteStepConsumer>();
        consumers.AddConsumer<TellStandingConsumer>();
    }

    public static void MapIngest(this IEndpointRouteBuilder app)
    {
        app.MapArticles();
        app.MapCategories();
        app.MapQuarantine();
        app.MapTimeline();
        app.MapRebuild();
        app.MapSources();
        app.MapWebSub();
    }
}
