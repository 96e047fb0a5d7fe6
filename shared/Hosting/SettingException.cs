namespace Syndication.Hosting;

/// <summary>A setting that cannot be: stops the start with one line that names the key.</summary>
public sealed class SettingException(string key, string reason) : Exception($"Setting '{key}': {reason}");
