namespace Syndication.Testing;

/// <summary>Where the build put the house's programs.</summary>
public static class BuiltOutput
{
    // artifacts/bin/<project>/<configuration>/
    private static readonly DirectoryInfo Here = new(
        AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)
    );

    /// <summary>The configuration that the tests were built in, such as <c>release</c>.</summary>
    public static string Configuration => Here.Name;

    /// <summary>The full path of a project's program, built in the same configuration as the tests.</summary>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    public static string Of(string project)
    {
        var path = Path.Combine(Here.Parent!.Parent!.FullName, project, Configuration, $"{project}.dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: build the solution first.");
    }
}
