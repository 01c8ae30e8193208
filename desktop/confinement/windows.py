"""What Windows can refuse to a program of ours. Written from Microsoft's documentation, never run.

Engine and reader start in an AppContainer without capabilities: no network, no files but those granted to
its SID. Every program is alone in a job that ends with the supervisor, may be opened by nobody else of the
user's, and is left out of Windows Error Reporting, whose dumps hold memory. There is nothing here that closes
the brokers of the desktop, so the level is never 強.
"""

import ctypes
import sys
from pathlib import Path

from desktop.confinement.layers import Confinement, Layer, Reason
from desktop.confinement.profiles import Profile

_NO_DIALOGS = 0x0001 | 0x0002 | 0x8000      # SEM_FAILCRITICALERRORS, _NOGPFAULTERRORBOX, _NOOPENFILEERRORBOX
_KILL_ON_CLOSE, _DIE_ON_EXCEPTION, _ONE_PROCESS = 0x2000, 0x0400, 0x0008
_EXTENDED_LIMITS = 9
_KERNEL_OBJECT, _DACL, _PROTECTED = 6, 0x00000004, 0x80000000
_SDDL_REVISION = 1
_ALREADY_EXISTS = 0x800700B7                # HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)
# SYSTEM may do all; the user may ask how it is and wait for its end, not read, write or take its handles.
_WHO_MAY_OPEN = "D:P(A;;GA;;;SY)(A;;0x00101000;;;OW)"


def third_layer() -> Layer:
    """There is none: what the desktop's own services do for a program stays possible."""
    return Layer.off(Reason.NOT_ON_THIS_SYSTEM)


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


if sys.platform == "win32":

    def apply(profile: Profile, namespaces: Layer | None = None) -> Confinement:
        """Harden this process. No layer is claimed: that would take an AppContainer, which is for whoever
        starts it.
        """
        try:
            harden_this_process()
        except OSError:
            off = Layer.off(Reason.REFUSED)
        else:
            off = Layer.off(Reason.NOT_ON_THIS_SYSTEM)
        return Confinement(profile.program, off, off, namespaces or third_layer(), 0, 0.0)

    def die_with_parent(_expected_parent: int) -> None:
        """The job that we were put into ends with the supervisor; see `job_of_one`."""

    def harden_this_process() -> None:
        """Nobody else of the user's opens us, and no report of a crash is made. Raises OSError."""
        kernel, security = ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32")
        kernel.SetErrorMode(_NO_DIALOGS)
        name = Path(sys.executable).name
        ctypes.WinDLL("wer").WerAddExcludedApplication(ctypes.c_wchar_p(name), False)
        descriptor, present, access = ctypes.c_void_p(), ctypes.c_int(), ctypes.c_void_p()
        if not security.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            ctypes.c_wchar_p(_WHO_MAY_OPEN), _SDDL_REVISION, ctypes.byref(descriptor), None
        ):
            raise ctypes.WinError()
        try:
            defaulted = ctypes.c_int()
            security.GetSecurityDescriptorDacl(
                descriptor, ctypes.byref(present), ctypes.byref(access), ctypes.byref(defaulted)
            )
            kernel.GetCurrentProcess.restype = ctypes.c_void_p
            process = ctypes.c_void_p(kernel.GetCurrentProcess())
            error = security.SetSecurityInfo(
                process, _KERNEL_OBJECT, _DACL | _PROTECTED, None, None, access, None
            )
            if error:
                raise ctypes.WinError(error)
        finally:
            kernel.LocalFree(descriptor)

    def job_of_one() -> int:
        """A job whose one process starts no other and ends with the job's handle. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        job = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_CLOSE | _DIE_ON_EXCEPTION | _ONE_PROCESS
        limits.basic.active_processes = 1
        if not job or not kernel.SetInformationJobObject(
            ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            raise ctypes.WinError()
        return int(job)

    def put_into_job(job: int, process: int) -> None:
        """Let this process live in that job. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(process)):
            raise ctypes.WinError(ctypes.get_last_error())

    def container_sid(program: str) -> int:
        """The SID of the AppContainer of engine or reader, made for this user where there is none yet; no
        administrator is needed. For STARTUPINFOEX's security capabilities, of which there are none. Raises
        OSError.
        """
        library, name = ctypes.WinDLL("userenv"), ctypes.c_wchar_p(f"Hisho.{program}")
        sid = ctypes.c_void_p()
        result = library.CreateAppContainerProfile(name, name, name, None, 0, ctypes.byref(sid)) & 0xFFFFFFFF
        if result == _ALREADY_EXISTS:
            result = library.DeriveAppContainerSidFromAppContainerName(name, ctypes.byref(sid))
        if result or sid.value is None:
            raise ctypes.WinError(result)
        return sid.value
