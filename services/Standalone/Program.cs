using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Bus;
using Syndication.Ingest;
using Syndication.Notifier;
using Syndication.Standalone;

// A switch without a value would swallow the argument after it.
var demo = args.Contains(EmbeddedDefaults.DemoSwitch);

return await House.RunAsync(
    [.. args.Where(a => a != EmbeddedDefaults.DemoSwitch)],
    EmbeddedDefaults.Url,
    builder =>
    {
        builder.AddIngest();
        builder.AddFeeds();
        builder.AddNotifier();
        builder.AddBus(IngestService.AddConsumers, FeedsService.AddConsumers, NotifierService.AddConsumers);
        EmbeddedDefaults.Add(builder, demo);
    },
    app =>
    {
        app.MapIngest();
        app.MapFeeds();
        app.MapNotifier();
        EmbeddedDefaults.Map(app, demo);
    }
);
