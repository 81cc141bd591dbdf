using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Simulator.Served;

/// <summary>
/// <c>GET /simulator/stats</c>; <c>GET /simulator/requests?after=0&amp;limit=1000&amp;marker=…</c>, oldest first, all of them without
/// a query; <c>POST /simulator/reset</c>.
/// </summary>
internal sealed class ServedEndpoints(ServedRequests served)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
    };

    public Task StatsAsync(HttpContext context) => context.Response.WriteAsJsonAsync(served.Current.Stats(), Json);

    public Task RequestsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var after = long.TryParse(query["after"], out var sequence) ? sequence : 0;
        var limit = int.TryParse(query["limit"], out var count) ? count : int.MaxValue;
        var requests = served.Current.Requests(after);
        if (query.TryGetValue("marker", out var marker))
        {
            requests = requests.Where(request => request.Marker == marker || request.HeaderMarker == marker);
        }

        return context.Response.WriteAsJsonAsync(requests.Take(limit), Json);
    }

    public Task ResetAsync(HttpContext context)
    {
        served.Reset();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
