/** User and group of a system user. */
export interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account files of a server machine: those of this machine, with the system users that packages would have added, and
 * without anybody's password. A user that this machine has already keeps its numbers.
 */
export function accounts(
  read: (name: 'passwd' | 'group') => string,
  users: readonly string[],
): { files: Record<'passwd' | 'group' | 'shadow' | 'gshadow', string>; ids: ReadonlyMap<string, Ids> } {
  const passwd = lines(read('passwd')).map((line) =>
    line.startsWith('root:') ? 'root:x:0:0:root:/root:/bin/sh' : line,
  );
  const group = lines(read('group'));
  const ids = new Map<string, Ids>();
  for (const name of users) {
    const known = passwd.map((line) => line.split(':')).find((fields) => fields[0] === name);
    if (known === undefined) {
      const id = free([...passwd, ...group]);
      passwd.push(`${name}:x:${id}:${id}::/nonexistent:/usr/sbin/nologin`);
      group.push(`${name}:x:${id}:`);
      ids.set(name, { uid: id, gid: id });
    } else {
      ids.set(name, { uid: Number(known[2]), gid: Number(known[3]) });
    }
  }
  // `*` and not `!`: sshd takes an account with `!` for locked and refuses its key.
  const shadow = passwd.map((line) => `${line.split(':')[0]}:*:19000:0:99999:7:::`);
  const gshadow = group.map((line) => `${line.split(':')[0]}:*::`);
  return {
    files: { passwd: joined(passwd), group: joined(group), shadow: joined(shadow), gshadow: joined(gshadow) },
    ids,
  };
}

/** The first number of the range for system users that is neither a user's nor a group's. */
function free(entries: readonly string[]): number {
  const taken = new Set(entries.map((line) => Number(line.split(':')[2])));
  for (let id = 100; id < 1000; id++) {
    if (!taken.has(id)) return id;
  }
  throw new Error('no number is free for a system user');
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.includes(':'));
}

function joined(entries: readonly string[]): string {
  return `${entries.join('\n')}\n`;
}
