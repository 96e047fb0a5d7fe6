using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Testing;

namespace Syndication.Feeds.Tests;

/// <summary>The service as it runs, on a Kestrel of its own, with a newsroom behind it.</summary>
internal sealed class FeedsHost : IAsyncDisposable
{
    public const string Origin = "https://feeds.khobor.example";

    /// <summary>May everything.</summary>
    public const string AdminKey = "the-newsroom-of-the-tests-0123456789";

    /// <summary>May publish and no more.</summary>
    public const string PublisherKey = "a-publisher-of-the-tests-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _data;
    private readonly bool _isDataMine;
    private readonly WebApplicationFactory<Program> _factory;

    public FeedsHost(
        NewsroomBooks? books = null,
        string cache = "embedded",
        Action<IServiceCollection>? change = null,
        DirectoryInfo? data = null
    )
    {
        _isDataMine = data is null;
        _data = data ?? Directory.CreateTempSubdirectory("synd-feeds-");
        Books = books ?? new();
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("Cache", cache);
            builder.UseSetting("Messaging", "embedded");
            builder.UseSetting("Publication:PublicUrl", Origin);
            builder.UseSetting("Data:Directory", _data.FullName);
            builder.UseSetting("ApiKeys:0:Name", "newsroom");
            builder.UseSetting("ApiKeys:0:Key", AdminKey);
            builder.UseSetting("ApiKeys:0:Scopes:0", "admin");
            builder.UseSetting("ApiKeys:1:Name", "publisher");
            builder.UseSetting("ApiKeys:1:Key", PublisherKey);
            builder.UseSetting("ApiKeys:1:Scopes:0", "publish");
            builder.ConfigureServices(services =>
            {
                services.AddSingleton(Books).AddSingleton<IEventPublisher, Newsroom>();
                change?.Invoke(services);
            });
        });
        _factory.UseKestrel();
        _factory.StartServer();
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address(),
        };
    }

    public NewsroomBooks Books { get; }
    public HttpClient Client { get; }
    public IServiceProvider Services => _factory.Services;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A host whose projection is whole.</summary>
    public static async Task<FeedsHost> ReadyAsync(
        NewsroomBooks? books = null,
        string cache = "embedded",
        Action<IServiceCollection>? change = null,
        DirectoryInfo? data = null
    )
    {
        var host = new FeedsHost(books, cache, change, data);
        await UntilAsync(
            async () => (await host.GetAsync("/health/ready")).IsSuccessStatusCode,
            "it should be ready"
        );
        return host;
    }

    /// <summary>Passes a message to the consumers; they have finished when it returns.</summary>
    public Task TellAsync(object message) =>
        Services.GetRequiredService<IEventPublisher>().PublishAsync(message, Guid.NewGuid(), Ct);

    public Task PublishAsync(Article article) => TellAsync(new ArticlePublished { Article = article });

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, Ct);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await Client.SendAsync(request, Ct);
    }

    /// <summary>The ids in a JSON feed, in its order.</summary>
    public async Task<string[]> IdsAsync(string selector)
    {
        using var response = await GetAsync($"/feeds/{selector}.json");
        response.EnsureSuccessStatusCode();
        using var feed = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Ct));
        return
        [
            .. feed
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("id").GetString()!),
        ];
    }

    public static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(condition, Patience, what, Ct);

    private Uri Address() =>
        new(
            Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        if (_isDataMine)
            _data.Delete(recursive: true);
    }
}
