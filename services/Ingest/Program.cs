using Syndication.Hosting;
using Syndication.Hosting.Bus;
using Syndication.Ingest;

return await House.RunAsync(
    args,
    "http://localhost:8081",
    builder =>
    {
        builder.AddIngest();
        builder.AddBus(IngestService.AddConsumers);
    },
    app => app.MapIngest()
);
