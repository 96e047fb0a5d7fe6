using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Syndication.Hosting.Tests;

/// <summary>A house on a free port with a data directory of its own.</summary>
public abstract class HouseTest : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("synd-house-");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string[] Arguments(params string[] more) =>
        [
            "--urls",
            "http://127.0.0.1:0",
            "--Data:Directory",
            _directory.FullName,
            "--Logging:LogLevel:Default",
            "None",
            .. more,
        ];

    /// <summary>Runs it, uses it, and ends it in good order.</summary>
    protected async Task RunAsync(
        Action<WebApplicationBuilder> add,
        Action<WebApplication> map,
        Func<HttpClient, Task> use,
        params string[] more
    )
    {
        var started = new TaskCompletionSource<WebApplication>();
        var run = House.RunAsync(
            Arguments(more),
            "http://127.0.0.1:0",
            add,
            app =>
            {
                map(app);
                app.Lifetime.ApplicationStarted.Register(() => started.SetResult(app));
            }
        );
        var app = await started.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        using var client = new SocketsHttpHandler { UseProxy = false }.AsClient(new Uri(address));
        await use(client);
        await app.StopAsync(Ct);
        Assert.Equal(0, await run);
    }
}
