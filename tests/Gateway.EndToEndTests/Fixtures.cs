using Gateway.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

// Each test has the machine's few cores, and the processes that it kills, to itself.
[assembly: Parallelization(Mode = ParallelMode.None)]
