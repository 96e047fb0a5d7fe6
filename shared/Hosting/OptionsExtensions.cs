using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting;

/// <summary>Options that are right or stop the start.</summary>
public static class OptionsExtensions
{
    /// <summary>Binds <typeparamref name="T"/> to a section and checks its data annotations at start.</summary>
    public static OptionsBuilder<T> AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(section));
        return services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
    }

    private sealed class SectionValidator<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true))
                return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(
                faults.Select(f => $"Setting '{Key(f.MemberNames.FirstOrDefault())}': {f.ErrorMessage}")
            );
        }

        private string Key(string? member) => member is null ? section : $"{section}:{member}";
    }
}
