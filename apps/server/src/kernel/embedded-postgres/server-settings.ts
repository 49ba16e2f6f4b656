/** For a small machine that is to lose nothing. A port is added when it is known. */
export const defaultSettings: Record<string, string> = {
  // Loopback only, and no socket files: their path would have to be short, and they would outlive a crash.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // The standby follows by logical decoding; changing this later would need another start.
  wal_level: 'logical',
  // A follower that never comes back must not fill the disk.
  max_slot_wal_keep_size: '1GB',
  // Short queries only: compiling them costs more than running them.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
