namespace Syndication.Feeds.Redis;

/// <summary>Everything that is done in Redis is one of these: whole or not at all, and the same when done twice.</summary>
internal static class RedisScripts
{
    public static readonly RedisScript Apply = RedisScript.Load("apply");
    public static readonly RedisScript Retract = RedisScript.Load("retract");
    public static readonly RedisScript Define = RedisScript.Load("define");
    public static readonly RedisScript Finish = RedisScript.Load("finish");
    public static readonly RedisScript Read = RedisScript.Load("read");
    public static readonly RedisScript Fetch = RedisScript.Load("fetch");
    public static readonly RedisScript TakeChanges = RedisScript.Load("take-changes");
    public static readonly RedisScript ChangesTold = RedisScript.Load("changes-told");
    public static readonly RedisScript ReadCategories = RedisScript.Load("read-categories");
    public static readonly RedisScript Probe = RedisScript.Load("probe");
    public static readonly RedisScript PutReaders = RedisScript.Load("put-readers");
    public static readonly RedisScript ReadReaders = RedisScript.Load("read-readers");
    public static readonly RedisScript Memory = RedisScript.Load("memory");
}
