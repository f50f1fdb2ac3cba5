/** Is this container fit for work? `api`: it says so itself. `worker`: it reaches its database and its queue. */
import { connect } from 'node:net';

const DEFAULT_PORTS = { 'postgresql:': 5432, 'postgres:': 5432, 'redis:': 6379, 'rediss:': 6379 };

const reaches = (address) =>
  new Promise((resolve) => {
    const { protocol, hostname, port } = new URL(address);
    const socket = connect({ host: hostname, port: Number(port) || DEFAULT_PORTS[protocol], timeout: 3000 });
    const end = (reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });

const isReady = () =>
  fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

const worksOn = [process.env.DATABASE_URL, process.env.REDIS_URL || process.env.QUEUE_DATABASE_URL].filter(Boolean);
const healthy = process.argv[2] === 'worker' ? (await Promise.all(worksOn.map(reaches))).every(Boolean) : await isReady();
process.exit(healthy ? 0 : 1);
