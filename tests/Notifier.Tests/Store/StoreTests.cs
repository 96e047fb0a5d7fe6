using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Tests.Store;

public sealed class StoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_make_what_the_code_expects()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_place_that_somebody_else_took_is_looked_at_once_more()
    {
        await using var host = new NotifierHost();
        var work = host.The<UnitOfWork>();
        var id = Guid.CreateVersion7();
        await work.DoAsync(id, db => Task.FromResult(db.Articles.Add(new() { Id = id }).Entity), Ct);
        var looks = 0;

        var found = await work.DoAsync(
            id,
            db =>
            {
                if (++looks == 1)
                    db.Articles.Add(new() { Id = id });
                return Task.FromResult(looks);
            },
            Ct
        );
        Assert.Equal(2, found);

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            work.DoAsync(id, db => Task.FromResult(db.Articles.Add(new() { Id = id }).Entity), Ct)
        );
    }

    [Fact]
    public void A_way_of_alerting_that_does_not_exist_stops_the_start_and_names_the_key()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Alerts:Automatic", "perhaps")]);
        builder.AddNotifier();
        using var provider = builder.Services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(
            provider.GetRequiredService<IStartupValidator>().Validate
        );

        Assert.Equal("Setting 'Alerts:Automatic': neither send, review nor off.", fault.Message);
    }
}
