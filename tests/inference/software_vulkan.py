"""A graphics processor made of software (Mesa's lavapipe), on which a full build of the engine computes."""

from pathlib import Path

DRIVER = "VK_DRIVER_FILES"
_DESCRIPTIONS = Path("/usr/share/vulkan/icd.d")


def software_vulkan() -> dict[str, str]:
    """The environment in which llama.cpp sees it, and no other device. Set-up for tests installs it."""
    found = sorted(_DESCRIPTIONS.glob("lvp_icd*.json"))
    assert found, "Mesa's software driver is missing: mesa-vulkan-drivers belongs to what the tests need"
    without = {"MESA_SHADER_CACHE_DISABLE": "true", "GALLIVM_PERF": "nopt"}    # or it compiles longer
    return {DRIVER: str(found[0]), "GGML_VK_VISIBLE_DEVICES": "0", **without}
