using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

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
            AddPostgres<TContext, TPostgres>(builder.Services, setting, name);
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

    private static void AddPostgres<TContext, TPostgres>(
        IServiceCollection services,
        string connection,
        string schema
    )
        where TContext : DbContext
        where TPostgres : TContext
    {
        // One setting serves every service of a process: each has a schema of its own in that database.
        var own = new NpgsqlConnectionStringBuilder(connection) { SearchPath = schema }.ConnectionString;
        services.AddPooledDbContextFactory<TPostgres>(options =>
            options.UseNpgsql(
                own,
                npgsql =>
                    npgsql
                        .MigrationsHistoryTable(HistoryRepository.DefaultTableName, schema)
                        // The provider's own strategy hides an outage in an InvalidOperationException, which nobody
                        // who waits for the database to come back would take for one.
                        .ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies))
            )
        );
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
