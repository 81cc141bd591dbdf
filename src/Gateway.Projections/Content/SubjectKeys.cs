using System.Collections.Concurrent;
using System.Security.Cryptography;
using JasperFx;
using Npgsql;

namespace Gateway.Projections.Content;

/// <summary>Finds or makes the key of a data subject. Keys in use are cached; one that was destroyed is never made again under its id.</summary>
public sealed class SubjectKeys(NpgsqlDataSource dataSource, MasterKey master)
{
    // Enough for the end users of a busy hour; past it the cache starts anew, which costs a look-up and no correctness.
    private const int MaxCached = 50_000;

    private const string FindSql =
        $"select id, wrapped_key from {SubjectKeyTable.Name} where organization = $1 and name_digest = $2";

    private const string FirstSql =
        $"select id, wrapped_key from {SubjectKeyTable.Name} where wrapped_key is not null order by id limit 1";

    private const string InsertSql =
        $"insert into {SubjectKeyTable.Name} (id, organization, name_digest, wrapped_key) values ($1, $2, $3, $4) on conflict do nothing";

    private readonly ConcurrentDictionary<(string Organization, string Subject), SubjectKey> _cached = new();

    /// <summary>The key of an end user, or of the organization itself. Durable before it is returned.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="endUser">The end user that the call names; null: the organization is the subject.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<SubjectKey> GetAsync(string organization, string? endUser, CancellationToken cancellation)
    {
        // The prefix keeps an end user from being taken for the organization.
        var subject = endUser is null ? "organization" : "user:" + endUser;
        return _cached.TryGetValue((organization, subject), out var key) ? new(key) : new(FindOrMakeAsync(organization, subject, cancellation));
    }

    /// <summary>
    /// Whether the keys of this database are wrapped by this master key. With another one no subject would be found, and each would get a second key.
    /// The first process on a database settles which master key it is, by making the operator's own subject key.
    /// </summary>
    public async Task<bool> AreOursAsync(CancellationToken cancellation) =>
        await IsFirstOursAsync(cancellation) ?? await IsFirstOfOursAsync(cancellation);

    private async Task<bool> IsFirstOfOursAsync(CancellationToken cancellation)
    {
        await GetAsync(StorageConstants.DefaultTenantId, endUser: null, cancellation);

        // Another process may have been first after all.
        return await IsFirstOursAsync(cancellation) ?? true;
    }

    private async Task<bool?> IsFirstOursAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(FirstSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;

        try
        {
            master.Unwrap(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task<SubjectKey> FindOrMakeAsync(string organization, string subject, CancellationToken cancellation)
    {
        var digest = master.DigestOf(organization, subject);
        var key = await FindAsync(organization, digest, cancellation);
        if (key is null)
        {
            await InsertAsync(organization, digest, cancellation);
            key = await FindAsync(organization, digest, cancellation)
                ?? throw new InvalidOperationException("A subject's key was erased while it was being made.");
        }

        if (_cached.Count >= MaxCached)
            _cached.Clear();
        return _cached.GetOrAdd((organization, subject), key);
    }

    private async Task<SubjectKey?> FindAsync(string organization, byte[] digest, CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(FindSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organization });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;

        var id = reader.GetGuid(0);
        return new SubjectKey(id, master.Unwrap(id, reader.GetFieldValue<byte[]>(1)));
    }

    private async Task InsertAsync(string organization, byte[] digest, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        await using var command = dataSource.CreateCommand(InsertSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organization });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = master.Wrap(id, RandomNumberGenerator.GetBytes(MasterKey.Size)) });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
