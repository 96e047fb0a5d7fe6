using System.Net.Http.Headers;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Tests;

/// <summary>The whole service on a real Kestrel with a free port of 127.0.0.1, its own data, and the in-process bus.</summary>
internal sealed class NotifierHost : WebApplicationFactory<NotifierDbContext>
{
    public const string Key = "synd_a-key-for-tests";

    // Any one will do, as long as all that share a database have the same.
    private static readonly string SharedKey = WebPush.PushBench.Key.ToPem();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-notifier-");
    private readonly string _database;
    private readonly string _automatic;
    private readonly TimeProvider _time;
    private readonly Action<IServiceCollection>? _replace;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public NotifierHost(
        string database = "sqlite",
        string automatic = "send",
        TimeProvider? time = null,
        Action<IServiceCollection>? replace = null,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        _replace = replace;
        _database = database;
        _automatic = automatic;
        _time = time ?? TimeProvider.System;
        _settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        UseKestrel(0);
        StartServer();
    }

    public T The<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task PublishAsync(object message, CancellationToken ct) =>
        The<IEventPublisher>().PublishAsync(message, NewId.NextGuid(), ct);

    public HttpClient Newsroom()
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    public Task<List<Alert>> AlertsAsync(CancellationToken ct) =>
        The<UnitOfWork>().ReadAsync(db => db.Alerts.AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct), ct);

    public Task<List<StreamEvent>> ToldAsync(CancellationToken ct) =>
        The<StreamLog>().AfterAsync(0, int.MaxValue, ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Database", _database);
        builder.UseSetting("Data:Directory", _data.FullName);
        if (_database != "sqlite")
            builder.UseSetting("Push:PrivateKey", SharedKey);
        builder.UseSetting("Alerts:Automatic", _automatic);
        builder.UseSetting("ApiKeys:0:Name", "tests");
        builder.UseSetting("ApiKeys:0:Key", Key);
        builder.UseSetting("ApiKeys:0:Scopes:0", "alerts");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // Tests count what there is; those of the probe switch it on.
        builder.UseSetting("Alerts:ProbeInterval", "00:00:00");
        builder.UseSetting("Hub:SelfTest", "false");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(_time);
            _replace?.Invoke(services);
        });
    }
}
