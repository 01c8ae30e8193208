"""What each program of ours, each layer and each probe is, in the words of the report."""

from collections.abc import Mapping

from desktop.words import Translate


def program_words(program: str, translate: Translate) -> str:
    """What the program is for."""
    return {
        "window": translate("Report", "Window"),
        "client": translate("Report", "Command line"),
        "engine": translate("Report", "Engine"),
        "reader": translate("Report", "Document reader"),
        "fetcher": translate("Report", "Fetcher"),
        "fetcher_local": translate("Report", "Work on model files"),
    }.get(program, program)


def layer_words(layer: str, translate: Translate) -> str:
    """What the layer refuses."""
    return {
        "seccomp": translate("Report", "Kernel filter (seccomp)"),
        "landlock": translate("Report", "Files and ports (Landlock)"),
        "namespaces": translate("Report", "Own network and services (bubblewrap)"),
    }.get(layer, layer)


def probe_words(probe: str, translate: Translate) -> str:
    """What was tried."""
    return {**_network(translate), **_programs(translate), **_files(translate), **_kernel(translate)}.get(
        probe, probe
    )


def _network(translate: Translate) -> Mapping[str, str]:
    return {
        "tcp_connect": translate("Report", "Connect by TCP"),
        "tcp_connect_ctypes": translate("Report", "Connect by TCP, past Python"),
        "udp_send": translate("Report", "Send by UDP"),
        "socket_in_thread": translate("Report", "Make a socket in a new thread"),
        "af_inet": translate("Report", "Make an IPv4 socket"),
        "af_inet6": translate("Report", "Make an IPv6 socket"),
        "af_netlink": translate("Report", "Make a netlink socket"),
        "af_vsock": translate("Report", "Make a socket to the host of a virtual machine"),
        "af_packet": translate("Report", "Make a raw socket"),
        "af_unix": translate("Report", "Make a socket of this computer (for the screen and the keyring)"),
        "unix_abstract": translate("Report", "Reach an abstract socket of this computer"),
        "unix_listen": translate("Report", "Wait for others to connect"),
        "socketpair": translate("Report", "Make a pair of connected ends (wanted)"),
        "io_uring": translate("Report", "Use io_uring, past the filter"),
        "session_bus": translate("Report", "Reach the session bus"),
        "bus_start": translate("Report", "Ask the session bus to start a program"),
        "system_bus": translate("Report", "See a service on the system bus"),
        "broker_socket": translate("Report", "Reach a socket behind which programs are started"),
    }


def _programs(translate: Translate) -> Mapping[str, str]:
    return {
        "subprocess": translate("Report", "Start a program"),
        "system": translate("Report", "Start a shell"),
        "fork": translate("Report", "Make a process (fork)"),
        "vfork": translate("Report", "Make a process (by its number)"),
        "execveat": translate("Report", "Turn into another program"),
        "memfd_exec": translate("Report", "Run a program from memory"),
        "executable_memory": translate("Report", "Make memory executable (wanted)"),
    }


def _files(translate: Translate) -> Mapping[str, str]:
    return {
        "read_passwd": translate("Report", "Read /etc/passwd"),
        "read_home": translate("Report", "Read the home folder"),
        "read_vault": translate("Report", "Read the vault's folder"),
        "write_model": translate("Report", "Write to a model"),
        "truncate_model": translate("Report", "Shorten a model"),
        "rename_model": translate("Report", "Rename a model"),
        "write_elsewhere": translate("Report", "Write outside its own folders"),
    }


def _kernel(translate: Translate) -> Mapping[str, str]:
    return {
        "other_mem": translate("Report", "Read the memory of another process"),
        "other_mem_write": translate("Report", "Write to the memory of another process"),
        "other_environ": translate("Report", "Read the environment of another process"),
        "ptrace": translate("Report", "Take over another process"),
        "process_vm_readv": translate("Report", "Copy the memory of another process"),
        "signal_other": translate("Report", "Send a signal to another process"),
        "pidfd_getfd": translate("Report", "Take an open file from another process"),
        "unshare": translate("Report", "Make a namespace"),
        "user_namespace": translate("Report", "Make a user namespace"),
        "mount": translate("Report", "Mount a file system"),
        "keyctl": translate("Report", "Use the kernel's keyring"),
        "bpf": translate("Report", "Load a program into the kernel (BPF)"),
        "perf_event_open": translate("Report", "Watch the processor (perf)"),
    }
