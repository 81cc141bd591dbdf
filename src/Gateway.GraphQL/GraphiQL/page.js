'use strict';

(() => {
  const endpoint = document.body.dataset.endpoint;
  const field = document.getElementById('token');
  const state = document.getElementById('state');
  const root = ReactDOM.createRoot(document.getElementById('graphiql'));
  let generation = 0;

  const example = `# Ctrl-Enter runs it. extensions.freshness says which event the answer goes up to.
query Latest {
  calls(first: 20) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id status requestedModel responseModel provider inputTokens outputTokens cost { amount currency } startedAt durationMs }
  }
}
`;

  // What stands under Headers wins over the token above.
  const headersOf = (options) => {
    const token = sessionStorage.getItem('token');
    const headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
    new Headers(options?.headers ?? {}).forEach((value, name) => headers.set(name, value));
    headers.set('content-type', 'application/json');
    headers.set('accept', 'application/graphql-response+json');
    return headers;
  };

  const fetcher = async (params, options) => {
    const headers = headersOf(options);
    if (!headers.has('authorization')) {
      state.value = 'Enter a token to see the schema.';
      return { errors: [{ message: 'Enter a token above, or an Authorization header under Headers.' }] };
    }

    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(params) });
    state.value = response.status === 401 ? 'This token is not accepted.' : '';
    return response.json();
  };

  // A new key makes GraphiQL ask for the schema again, with the new token.
  const render = () => root.render(React.createElement(GraphiQL, { key: generation++, fetcher, defaultQuery: example }));

  document.getElementById('sign-in').addEventListener('submit', (event) => {
    event.preventDefault();
    sessionStorage.setItem('token', field.value.trim());
    render();
  });

  field.value = sessionStorage.getItem('token') ?? '';
  render();
})();
