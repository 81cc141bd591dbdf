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

  const fetcher = async (params) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${sessionStorage.getItem('token') ?? ''}`,
      },
      body: JSON.stringify(params),
    });
    state.value = response.status !== 401 ? '' : sessionStorage.getItem('token') ? 'This token is not accepted.' : 'Enter a token to see the schema.';
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
