# Runs as the first process of new mount and process namespaces: makes LAYERS (overlay) the root of everything,
# says "ready", and stays until its standard input ends. Then the kernel ends all that runs in here and takes
# every mount away.
#
# sh enter.sh LAYERS UPPER WORK MERGED [SOURCE TARGET]...     TARGET is shown SOURCE of the machine outside
#
# The old root is left by pivot_root and not by chroot alone: the kernel refuses user namespaces to a process
# whose root is not the root of its mount namespace (create_user_ns, EPERM), and bubblewrap needs them.
set -e
ip link set lo up           # also a computer without any network has this
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
cd "$4"
shift 4
mount -t proc -o nosuid,nodev,noexec proc proc
mount --rbind /sys sys
mount --make-rslave sys
mount -t tmpfs -o mode=755 dev dev
for each in null zero full random urandom tty; do
    : > "dev/$each"
    mount --bind "/dev/$each" "dev/$each"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=1777 shm dev/shm
mount -t tmpfs -o mode=755 run run
while [ $# -gt 0 ]; do
    mkdir -p ".$2"
    mount --rbind "$1" ".$2"
    shift 2
done
mkdir .outside
pivot_root . .outside
# Nobody else collects processes whose parent is gone: who ignores the signal need not.
exec chroot . /bin/sh -c 'umount -l /.outside; rmdir /.outside; trap "" CHLD; echo ready; exec cat'
