using MassTransit;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Outbox;
using Syndication.Ingest.Rebuild;
using Syndication.Ingest.Store;

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
        builder.Services.AddHostedService<OutboxRelay>().AddHostedService<OutboxSweeper>();
        builder.Services.AddHostedService<EmbargoClock>();
        builder.Services.AddSingleton<OutboxSignal>().AddSingleton<Replayer>();
        builder
            .Services.AddSingleton<ArticleParser>()
            .AddSingleton<ArticleIntake>()
            .AddSingleton<ArticleReader>();
    }

    public static void AddConsumers(IRegistrationConfigurator consumers) =>
        consumers.AddConsumer<ReplayArticlesConsumer>();

    public static void MapIngest(this IEndpointRouteBuilder app)
    {
        app.MapArticles();
        app.MapCategories();
        app.MapRebuild();
    }
}
