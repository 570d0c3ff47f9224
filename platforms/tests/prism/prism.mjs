// Prism of the npm package `@stoplight/prism-http-server`. Refuses with 422 what the description
// does not allow, and answers with its examples. Prints its port.
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';

const { description } = JSON.parse(process.env.PEER);
const silent = { child: () => silent };
for (const level of ['trace', 'debug', 'info', 'success', 'warn', 'error']) silent[level] = () => {};

const server = createServer(await getHttpOperationsFromSpec(description), {
  cors: false,
  config: {
    isProxy: false,
    validateRequest: true,
    validateResponse: false,
    checkSecurity: true,
    errors: true,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  },
  components: { logger: silent },
});
const address = await server.listen(0, '127.0.0.1');
console.log(JSON.stringify({ port: Number(new URL(address).port) }));
