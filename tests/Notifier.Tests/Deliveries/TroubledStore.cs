using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>SQLite with troubles of the test's own, before each use of it.</summary>
internal sealed class TroubledStore(IDbContextFactory<SqliteNotifierDbContext> inner, Func<string?> trouble)
    : IDbContextFactory<NotifierDbContext>
{
    /// <param name="services">Of the host.</param>
    /// <param name="trouble">A statement to be run first; null where all is well.</param>
    public static void Add(IServiceCollection services, Func<string?> trouble) =>
        services.AddSingleton<IDbContextFactory<NotifierDbContext>>(provider => new TroubledStore(
            provider.GetRequiredService<IDbContextFactory<SqliteNotifierDbContext>>(),
            trouble
        ));

    public NotifierDbContext CreateDbContext()
    {
        var db = inner.CreateDbContext();
        try
        {
            if (trouble() is not { } statement)
                return db;
            db.Database.OpenConnection();
            using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
