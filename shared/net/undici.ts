import buildConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import request from 'undici/lib/api/api-request.js';

/** The parts of undici that the client uses: the whole would double a function's bundle. The version is pinned. */
export { Agent, buildConnector, request };
