namespace Gateway.Simulator.Served;

/// <summary>The names of a request's headers. A client sends the same ones over and over: equal lists are kept once.</summary>
internal sealed class HeaderNames
{
    private string[] _last = [];

    public IReadOnlyList<string> Of(IHeaderDictionary headers)
    {
        var last = Volatile.Read(ref _last);
        if (AreEqual(last, headers))
        {
            return last;
        }

        string[] names = [.. headers.Keys];
        Volatile.Write(ref _last, names);
        return names;
    }

    private static bool AreEqual(string[] names, IHeaderDictionary headers)
    {
        var position = 0;
        foreach (var header in headers)
        {
            if (position == names.Length || names[position++] != header.Key)
            {
                return false;
            }
        }

        return position == names.Length;
    }
}
