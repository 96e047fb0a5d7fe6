using Microsoft.Extensions.Configuration;

namespace Syndication.Hosting.Storage;

/// <summary><c>Data:Directory</c>: where embedded databases and generated keys live; for its owner's eyes only.</summary>
public sealed class DataDirectory
{
    private readonly string _path;

    public DataDirectory(IConfiguration configuration)
    {
        _path = Path.GetFullPath(configuration["Data:Directory"] is { Length: > 0 } set ? set : "data");
        try
        {
            Directory.CreateDirectory(_path);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(
                    _path,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Data:Directory", $"'{_path}' cannot be written: {e.Message}");
        }
    }

    /// <summary>The full path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);
}
