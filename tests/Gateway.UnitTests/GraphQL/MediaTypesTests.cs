using Gateway.GraphQL.Transport;

namespace Gateway.UnitTests.GraphQL;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData(null, MediaTypes.GraphQLResponse)]
    [InlineData("*/*", MediaTypes.GraphQLResponse)]
    [InlineData("application/json", MediaTypes.Json)]
    [InlineData("application/json; charset=utf-8", MediaTypes.Json)]
    [InlineData("application/json, application/graphql-response+json;q=0.9", MediaTypes.Json)]
    [InlineData("application/json;q=0.5, application/graphql-response+json", MediaTypes.GraphQLResponse)]
    [InlineData("text/html, application/json;q=0.1", MediaTypes.Json)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("text/html", null)]
    [InlineData(";;;", null)]
    public void the_answers_media_type_is_what_the_client_likes_best(string? accept, string? chosen) => Assert.Equal(chosen, MediaTypes.Negotiate(accept));

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=UTF-8", true)]
    [InlineData("application/json; charset=latin1", false)]
    [InlineData("text/plain", false)]
    [InlineData(null, false)]
    public void a_body_must_be_json_in_utf8(string? contentType, bool accepted) => Assert.Equal(accepted, MediaTypes.IsJson(contentType));
}
