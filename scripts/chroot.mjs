// In a chroot, programs cannot make mount namespaces as they do elsewhere: the kernel refuses to pivot, and mounts cannot be
// made private, because the root folder is no mount point. forge's own lab can live with it; the tests of everything need not.
import { readFileSync } from 'node:fs';

export function inChroot() {
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
  return !mounts.some((line) => line.split(' ')[4] === '/');
}

// File descriptor 9 is the chroot's root. Entering one's own mount namespace leads to the real root, and there the chroot
// takes its place; entering it once more leads into the new root, where the old one is taken away.
const pivot = `
exec 9< /
nsenter --mount=/proc/self/ns/mnt sh -euc '
  mount -n --make-rprivate /
  mount -n --rbind /proc/self/fd/9 /mnt
  cd /mnt
  pivot_root . mnt'
exec 9<&-
exec nsenter --mount=/proc/self/ns/mnt sh -euc 'umount -n -l /mnt; cd "$1"; shift; exec "$@"' sh "$@"
`;

/**
 * The same command with the chroot as the true root of a mount namespace of its own.
 * @param {string} folder to work in
 * @param {string[]} command
 */
export function outOfChroot(folder, command) {
  return ['unshare', '--mount', '--propagation', 'unchanged', 'sh', '-euc', pivot, 'sh', folder, ...command];
}
