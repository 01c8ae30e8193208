"""Devices beside the processor: each counts once, and a driver's words are only words."""

from desktop.inference.llama.devices import Device, unique
from desktop.inference.machine import DeviceKind, DeviceReport


def device(name: str, address: str) -> Device:
    return Device(1, DeviceReport(name, "a card", DeviceKind.GPU, name[:-1], 8, 4), address)


def test_a_card_that_two_drivers_know_counts_for_the_first() -> None:
    cuda, vulkan = device("CUDA0", "0000:c1:00.0"), device("Vulkan0", "0000:c1:00.0")
    other = device("Vulkan1", "0000:03:00.0")
    assert unique([cuda, vulkan, other]) == (cuda, other)


def test_devices_without_an_address_are_told_by_their_names() -> None:
    both = device("Vulkan0", ""), device("Vulkan1", "")
    assert unique(both) == both
