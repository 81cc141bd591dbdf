using Gateway.Simulator.Faults;

namespace Gateway.Simulator.Served;

/// <summary>The book in use. A request that outlives a reset is counted where it began.</summary>
internal sealed class ServedRequests(SimulatorOptions options, FaultCatalog faults)
{
    private ServedBook _current = new(options.RecordRequests ? options.RecordedRequests : 0);

    public ServedBook Current => Volatile.Read(ref _current);

    public void Reset()
    {
        faults.Reset();
        Volatile.Write(ref _current, new ServedBook(options.RecordRequests ? options.RecordedRequests : 0));
    }
}
