using Gateway.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
