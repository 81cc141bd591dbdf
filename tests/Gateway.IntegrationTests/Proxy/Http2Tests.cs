using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A provider that offers HTTP/2 over TLS is spoken to in HTTP/2.</summary>
public sealed class Http2Tests(PostgresFixture postgres)
{
    private const string Chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";

    [Fact]
    public async Task speaks_http2_to_a_provider_that_offers_it()
    {
        using var certificate = MakeCertificate();
        var folder = Directory.CreateTempSubdirectory();
        var trusted = Path.Combine(folder.FullName, "provider.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem());
        var protocols = new List<string>();
        var isSeen = new TaskCompletionSource();
        await using var provider = await StartAsync(certificate, protocols.Add, isSeen.Task);
        var setup = new GatewaySetup { Providers = { ["secure"] = new Uri($"https://localhost:{new Uri(provider.Urls.Single()).Port}/v1") } };
        setup.Settings["SSL_CERT_FILE"] = trusted;
        await using var gateway = await GatewayUnderTest.StartAsync(postgres.Cluster, setup);

        var plain = await new ChatCaller(gateway.Node.Http).AskAsync("secure");
        var streamed = await new ChatCaller(gateway.Node.Http).AskAsync("secure", stream: true);

        using var request = ChatCaller.Request(ChatCaller.Body("secure", "\"stream\":true,\"cut\":true,"));
        using var response = await new ChatCaller(gateway.Node.Http).BeginAsync(request);
        isSeen.SetResult();
        var cut = await ChatAnswer.ReadAsync("cut", response);

        Assert.Equal((200, "{\"choices\":[]}"), (plain.Status, plain.Text));
        Assert.Equal((200, Chunk + "data: [DONE]\n\n"), (streamed.Status, streamed.Text));
        Assert.StartsWith(Chunk + "data: {\"error\":", cut.Text);
        Assert.Equal(["HTTP/2", "HTTP/2", "HTTP/2"], protocols);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await RecordedEnd.ReadAsync(gateway, streamed.CallId));
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_interrupted", Interrupted: true), await RecordedEnd.ReadAsync(gateway, cut.CallId));
        folder.Delete(recursive: true);
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate, Action<string> onRequest, Task cut)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var provider = builder.Build();
        provider.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            onRequest(http.Request.Protocol);
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            var isStream = body.Contains("\"stream\":true", StringComparison.Ordinal);
            http.Response.ContentType = isStream ? "text/event-stream" : "application/json";
            await http.Response.WriteAsync(isStream ? Chunk : "{\"choices\":[]}");
            if (body.Contains("\"cut\":true", StringComparison.Ordinal))
            {
                await http.Response.Body.FlushAsync();
                await cut;
                http.Abort();
            }
            else if (isStream)
                await http.Response.WriteAsync("data: [DONE]\n\n");
        });
        await provider.StartAsync();
        return provider;
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
