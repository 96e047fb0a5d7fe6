using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Syndication.Hosting.Storage;

/// <summary>One switch, <c>Database</c>: <c>sqlite</c> or a PostgreSQL connection string.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Registers <see cref="IDbContextFactory{TContext}"/> of <typeparamref name="TContext"/>, its migrations at start
    /// and its part in <c>/health/ready</c>. Each provider has its own derived context, because migrations differ.
    /// </summary>
    public static void AddDatabase<TContext, TSqlite, TPostgres>(
        this IHostApplicationBuilder builder,
        string name
    )
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var setting = builder.Configuration["Database"] is { Length: > 0 } set ? set : "sqlite";
        if (setting == "sqlite")
            AddSqlite<TContext, TSqlite>(builder.Services, name);
        else if (setting.Contains('=', StringComparison.Ordinal))
            AddPostgres<TContext, TPostgres>(builder.Services, setting);
        else
            throw new SettingException(
                "Database",
                "neither 'sqlite' nor a PostgreSQL connection string (Host=…)."
            );
        builder.Services.AddHostedService<Migration<TContext>>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth<TContext>>($"{name}-database");
    }

    private static void AddSqlite<TContext, TSqlite>(IServiceCollection services, string name)
        where TContext : DbContext
        where TSqlite : TContext
    {
        services.AddPooledDbContextFactory<TSqlite>(
            (provider, options) =>
                options
                    .UseSqlite(
                        $"Data Source={provider.GetRequiredService<DataDirectory>().PathOf(name + ".db")}"
                    )
                    .AddInterceptors(SqliteDurability.Instance)
        );
        AddFactory<TContext, TSqlite>(services);
    }

    private static void AddPostgres<TContext, TPostgres>(IServiceCollection services, string connection)
        where TContext : DbContext
        where TPostgres : TContext
    {
        services.AddPooledDbContextFactory<TPostgres>(options => options.UseNpgsql(connection));
        AddFactory<TContext, TPostgres>(services);
    }

    private static void AddFactory<TContext, TDerived>(IServiceCollection services)
        where TContext : DbContext
        where TDerived : TContext =>
        services.AddSingleton<IDbContextFactory<TContext>>(provider => new FactoryOf<TContext, TDerived>(
            provider.GetRequiredService<IDbContextFactory<TDerived>>()
        ));

    private sealed class FactoryOf<TContext, TDerived>(IDbContextFactory<TDerived> inner)
        : IDbContextFactory<TContext>
        where TContext : DbContext
        where TDerived : TContext
    {
        public TContext CreateDbContext() => inner.CreateDbContext();
    }
}
