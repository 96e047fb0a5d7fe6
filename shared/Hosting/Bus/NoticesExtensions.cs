using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Syndication.Hosting.Bus;

/// <summary>Adds <see cref="Notices{T}"/>.</summary>
public static class NoticesExtensions
{
    /// <summary>Lets this process send notices of a kind; once, however many of its services ask for it.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="pack">Makes one message of many notices.</param>
    public static void AddNotices<T>(
        this IHostApplicationBuilder builder,
        Func<IReadOnlyList<T>, object> pack
    )
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(Notices<T>)))
            return;
        builder.Services.AddSingleton(services => new Notices<T>(
            pack,
            services.GetRequiredService<IEventPublisher>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<Notices<T>>>()
        ));
        builder.Services.AddHostedService(services => services.GetRequiredService<Notices<T>>());
    }
}
