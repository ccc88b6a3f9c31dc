// Requests to the application the page came from, and to nobody else.

/** What the application says is wrong, in its own words. */
export const problem = async (response) => {
  try {
    const body = await response.json();
    return body.detail ?? body.message ?? `The application answered with status ${response.status}.`;
  } catch {
    return `The application answered with status ${response.status}.`;
  }
};

export const send = async (method, path, body) => {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(await problem(response));
  }
};

/** Asks, and hands over each line of the answer as it comes. What does not end with a line break was cut. */
export const lines = async (path, body, signal, each) => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/x-ndjson, application/problem+json' },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) {
    throw new Error(await problem(response));
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    const parts = (rest + value).split('\n');
    rest = parts.pop();
    parts.filter((line) => line.trim() !== '').forEach((line) => each(JSON.parse(line)));
  }
};
