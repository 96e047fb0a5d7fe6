return await Syndication.Hosting.House.RunAsync(args, "http://localhost:808X", _ => { }, _ => { });
