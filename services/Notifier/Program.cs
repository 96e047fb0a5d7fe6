using Syndication.Hosting;
using Syndication.Hosting.Bus;
using Syndication.Notifier;

return await House.RunAsync(
    args,
    "http://localhost:8083",
    builder =>
    {
        builder.AddNotifier();
        builder.AddBus(NotifierService.AddConsumers);
    },
    app => app.MapNotifier()
);
