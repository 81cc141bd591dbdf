namespace Gateway.Simulator.Text;

/// <summary>An endless text, equal for equal seeds, read token by token.</summary>
internal struct Prose(ulong seed)
{
    private ulong _seed = seed;
    private Token[] _sentence = Corpus.Openings[seed % (ulong)Corpus.Openings.Length];
    private int _position;

    public Token Next()
    {
        if (_position == _sentence.Length)
        {
            _seed = Seed.Next(_seed);
            _sentence = Corpus.Continuations[_seed % (ulong)Corpus.Continuations.Length];
            _position = 0;
        }

        return _sentence[_position++];
    }

    /// <summary>How many tokens make three to six whole sentences.</summary>
    public static int NaturalLength(ulong seed)
    {
        var length = Corpus.Openings[seed % (ulong)Corpus.Openings.Length].Length;
        var sentences = 2 + ((seed >> 32) % 4);
        for (var sentence = 0UL; sentence < sentences; sentence++)
        {
            seed = Seed.Next(seed);
            length += Corpus.Continuations[seed % (ulong)Corpus.Continuations.Length].Length;
        }

        return length;
    }

    /// <summary>How many tokens make at least so many bytes of text.</summary>
    public static int LengthOf(ulong seed, long bytes)
    {
        var prose = new Prose(seed);
        var tokens = 0;
        for (var written = 0L; written < bytes; tokens++)
        {
            written += prose.Next().Bytes;
        }

        return tokens;
    }
}
