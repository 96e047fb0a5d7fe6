namespace Syndication.Testing;

/// <summary>Where the build put the house's programs.</summary>
public static class BuiltOutput
{
    /// <summary>The full path of a project's program, built in the same configuration as the tests.</summary>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public static string Of(string project)
    {
        // artifacts/bin/<project>/<configuration>/
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"{project}.dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: build the solution first.");
    }
}
