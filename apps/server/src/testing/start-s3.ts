import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { locateProgram } from './debian-program.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'];
const KINDS = ['account', 'container', 'object'] as const;
const KEY = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };

/** What it takes to run one; undefined where it cannot be had. */
export function locateS3(): string | undefined {
  return locateProgram('swift-proxy-server', PACKAGES);
}

/** A real object store that speaks S3 and checks its signatures (OpenStack Swift), of one node, on loopback alone. */
export async function startS3(): Promise<{ storageUrl: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-s3-'));
  const ringBuilder = locateProgram('swift-ring-builder', PACKAGES) as string;
  const settings = join(folder, 'etc');
  mkdirSync(settings);
  mkdirSync(join(folder, 'devices/d1'), { recursive: true });
  const common = (port: number) =>
    `[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = ${port}\nworkers = 0\nuser = ${userInfo().username}\nswift_dir = ${settings}\n`;
  const write = (name: string, text: string) => writeFileSync(join(settings, name), text);
  write(
    'swift.conf',
    '[swift-hash]\nswift_hash_path_suffix = test\nswift_hash_path_prefix = test\n[storage-policy:0]\nname = one\ndefault = yes\n',
  );
  for (const kind of KINDS) {
    const port = await freePort();
    const devices = `devices = ${folder}/devices\nmount_check = false\ndisable_fallocate = true\n`;
    write(
      `${kind}.conf`,
      `${common(port)}${devices}[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`,
    );
    const ring = (...words: string[]) => {
      const ran = () =>
        execFileSync(ringBuilder, [`${kind}.builder`, ...words], { cwd: settings, stdio: 'ignore' });
      try {
        ran();
      } catch (error) {
        // It warns by 1 that one device is no cluster.
        if ((error as { status?: number }).status !== 1) throw error;
      }
    };
    ring('create', '8', '1', '0');
    ring('add', `r1z1-127.0.0.1:${port}/d1`, '1');
    ring('rebalance');
  }
  const port = await freePort();
  write('proxy.conf', common(port) + PROXY);
  const processes = [...KINDS, 'proxy'].map((kind) =>
    spawn(`swift-${kind}-server`, [join(settings, `${kind}.conf`)], { stdio: 'ignore' }),
  );
  const endpoint = `http://127.0.0.1:${port}`;
  const isAnswering = () =>
    fetch(`${endpoint}/healthcheck`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(isAnswering, 'the object store answers', 60_000);
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials: KEY, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'pictures' }));
  client.destroy();
  const [user, secret] = [KEY.accessKeyId, KEY.secretAccessKey].map(encodeURIComponent);
  return {
    storageUrl: `s3://${user}:${secret}@127.0.0.1:${port}/pictures?tls=false`,
    async stop() {
      await Promise.all(processes.map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

const FILTERS = {
  tempauth: 'user_test_tester = testing .admin .reseller_admin',
  s3api: 'location = us-east-1\ns3_acl = false',
  catch_errors: '',
  gatekeeper: '',
  healthcheck: '',
  // Nothing listens there: it goes without a cache.
  cache: 'memcache_servers = 127.0.0.1:1',
  listing_formats: '',
  bulk: '',
  slo: '',
  versioned_writes: '',
};

const PROXY = `[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth bulk slo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
${Object.entries(FILTERS)
  .map(([name, text]) => `[filter:${name}]\nuse = egg:swift#${name === 'cache' ? 'memcache' : name}\n${text}`)
  .join('\n')}
`;
