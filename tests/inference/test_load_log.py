"""What llama.cpp's log says of memory and of failures, in its own lines."""

import pytest

from desktop.inference.llama.load_log import Buffer, LoadFailure, buffer_of, failure_of, taken

LINES = """\
load_tensors:   CPU_Mapped model buffer size =   402.50 MiB
load_tensors:   CPU_REPACK model buffer size =   210.00 MiB
load_tensors:      Vulkan0 model buffer size =  1000.00 MiB
load_tensors:  Vulkan_Host model buffer size =    10.00 MiB
llama_context:        CPU  output buffer size =     0.50 MiB
llama_kv_cache:    Vulkan0 KV buffer size =   128.00 MiB
llama_memory_recurrent:        CPU RS buffer size =     2.00 MiB
sched_reserve:    Vulkan0 compute buffer size =   300.25 MiB
sched_reserve: Vulkan_Host compute buffer size =    20.00 MiB
llama_kv_cache: size =  128.00 MiB
"""
MIB = 1 << 20


def test_what_was_taken_of_which_memory() -> None:
    buffers = [found for line in LINES.splitlines() if (found := buffer_of(line))]
    assert len(buffers) == 9
    assert taken(buffers) == {
        "": int((402.5 + 10 + 0.5 + 2 + 20) * MIB),
        "Vulkan0": int((1000 + 128 + 300.25) * MIB),
    }


def test_a_copy_counts_where_the_file_is_not_mapped() -> None:
    buffers = [Buffer("CPU", "model", 5), Buffer("CPU_REPACK", "model", 7), Buffer("CUDA1", "KV", 2)]
    assert taken(buffers) == {"": 12, "CUDA1": 2}


def test_nothing_logged_is_nothing_taken() -> None:
    assert taken([]) == {"": 0}


@pytest.mark.parametrize(
    ("line", "failure"),
    [
        ("ggml_vulkan: Device memory allocation of size 1073741824 failed.", LoadFailure.NO_MEMORY),
        ("ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory", LoadFailure.NO_MEMORY),
        ("ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9.00 MiB: cudaMalloc failed: out of memory",
         LoadFailure.NO_MEMORY),
        ("ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 99",
         LoadFailure.NO_MEMORY),
        ("llama_model_load: error loading model: unable to allocate CPU buffer", LoadFailure.NO_MEMORY),
        ("llama_init_from_model: failed to initialize the context: failed to allocate compute pp buffers",
         LoadFailure.NO_MEMORY),
        ("llama_model_load: error loading model: std::bad_alloc", LoadFailure.NO_MEMORY),
        ("llama_model_load: error loading model: mmap failed: Cannot allocate memory", LoadFailure.NO_MEMORY),
        ("vk::Queue::submit: ErrorDeviceLost", LoadFailure.DEVICE_LOST),
        ("CUDA error: an illegal memory access was encountered", LoadFailure.DEVICE_LOST),
        ("llama_model_load: error loading model: check_tensor_dims: tensor 'x' not found",
         LoadFailure.REFUSED),
        ("llama_model_load: error loading model: tensor 'memory.weight' has wrong shape",
         LoadFailure.REFUSED),
    ],
)  # fmt: skip
def test_why_a_load_failed(line: str, failure: LoadFailure) -> None:
    assert failure_of(["an earlier line", line]) is failure


def test_a_lost_device_that_also_lacks_memory_is_lost() -> None:
    assert failure_of(["out of memory", "ErrorDeviceLost"]) is LoadFailure.DEVICE_LOST
    assert failure_of([]) is LoadFailure.REFUSED
