using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Bus;

return await House.RunAsync(
    args,
    "http://localhost:8082",
    builder =>
    {
        builder.AddFeeds();
        builder.AddBus(FeedsService.AddConsumers);
    },
    app => app.MapFeeds()
);
