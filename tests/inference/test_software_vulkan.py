"""A model on a graphics processor: placed there, computed there under the whole confinement, with the same
answers. The processor is made of software, so that every machine has it; a plain build claims none.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from desktop.inference import llama
from desktop.inference.llama.library import LIBRARIES
from desktop.inference.protocol import Open, Placed, Ready, Survey, Surveyed
from model_manager.layout import taken_by
from model_manager.needs import Load
from model_manager.placement import Choice, Mode, Placement
from model_manager.shape import read_shape
from resources.guide import corpus
from tests.gguf_files.architectures import write_architecture
from tests.inference.engine_process import EngineProcess, output_of, ready_engine
from tests.inference.software_vulkan import software_vulkan
from tests.model_manager import wide_models
from tests.model_manager.wide_models import Wide

GUIDE = Path(corpus.__file__).parent / "guide.gguf"
IS_FULL = (LIBRARIES / "libggml-vulkan.so").is_file()
DEVICE = "Vulkan0"
COMPILING_S = 900                   # its driver compiles what it computes: a minute of a quiet processor
MIB = 1 << 20
COMPARING = """
import json, sys
from pathlib import Path
from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.engine import Engine
from desktop.inference.protocol import PromptMessage
from desktop.inference.sampling import Sampling
from tests.inference.logits import logits, normalised_error
from tests.inference.shutting_in import shut_in

path, question = Path(sys.argv[1]), sys.argv[2]
shut_in(path)
llama.start()
llama.add_graphics()
names = tuple(each.report.name for each in llama.devices())
plans = [llama.LoadPlan(), llama.LoadPlan(99, names, (1,) * len(names)) if names else llama.LoadPlan()]
found, said = [], []
for plan in plans:
    llama.start().clear()
    model = llama.Model.load(path, lambda fraction: True, plan)
    shape = llama.ContextShape(512, 512, 2, on_devices=plan.layers > 0)
    engine = Engine(model, shape, llama.AbortFlag(), path.name)
    for state in engine.evaluate(engine.prompt([PromptMessage(Role.USER, question)]).token_ids):
        pass
    found.append(logits(engine))
    said.append("".join(getattr(each, "text", "") for each in engine.generate(Sampling(temperature=0), 0)))
taken = llama.taken(llama.start().buffers)
print(json.dumps({"devices": names, "error": normalised_error(*found), "said": said, "taken": taken}))
"""
LOADING = """
import json, sys
from pathlib import Path
from desktop.inference import llama
from desktop.inference.loading import plan_of
from model_manager.placement import Placement

log = llama.start()
llama.add_graphics()
said = json.loads(sys.argv[2])
placement = Placement(**said | {name: tuple(said[name]) for name in ("devices", "layers_per_device")})
log.clear()
model = llama.Model.load(Path(sys.argv[1]), lambda fraction: True, plan_of(placement))
shape = llama.ContextShape(
    placement.context, placement.batch, 1, 0, placement.kv_type, placement.flash_attention, True
)
context = llama.Context.of(model, shape, llama.AbortFlag())
print(json.dumps([[each.place, each.purpose, each.size] for each in log.buffers]))
"""

LACKING = """
import json, resource, sys
from pathlib import Path
from desktop.inference import llama

log = llama.start()
llama.add_graphics()
names = tuple(each.report.name for each in llama.devices())
pages = int(Path("/proc/self/statm").read_text().split()[0])
room = pages * resource.getpagesize() + (256 << 20)
resource.setrlimit(resource.RLIMIT_AS, (room, room))
log.clear()
plan = llama.LoadPlan(99 * len(names), names, (1,) * len(names), mapped=False)
model = llama.Model.load(Path(sys.argv[1]), lambda fraction: True, plan)
assert model is None
print(json.dumps([llama.failure_of(log.complaints), log.complaints]))
"""


def test_a_full_build_sees_the_device_and_a_plain_one_claims_none() -> None:
    with EngineProcess(None, shut_in=True, opening=Survey(), environment=software_vulkan()) as engine:
        surveyed = engine.until(Surveyed)[-1]
        assert isinstance(surveyed, Surveyed)
        machine = surveyed.machine
        assert machine.build == ("full" if IS_FULL else "plain")
        assert [(each.name, each.backend) for each in machine.devices] == [(DEVICE, "Vulkan")] * IS_FULL
        assert all("llvmpipe" in each.description for each in machine.devices)
        assert all(each.total_bytes >= each.free_bytes > 256 * MIB for each in machine.devices)


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.DEVICES, Mode.CPU])
def test_a_model_goes_where_its_user_wants_it(mode: Mode) -> None:
    opening = Open(Choice(mode, (DEVICE,) if mode is Mode.DEVICES else ()))
    is_there = IS_FULL and mode is not Mode.CPU
    with EngineProcess(GUIDE, shut_in=True, opening=opening, environment=software_vulkan()) as engine:
        *events, ready = engine.until(Ready)
        placed = next(each for each in events if isinstance(each, Placed))
        assert placed.placement.devices == ((DEVICE,) if is_there else ())
        assert placed.placement.gpu_layers == (placed.placement.layers if is_there else 0)
        assert isinstance(ready, Ready)
        assert [each.device for each in ready.memory] == ["", DEVICE][: 1 + is_there]
        for expected, taken in zip(placed.expected, ready.memory, strict=True):
            assert abs(expected.used_bytes - taken.used_bytes) <= 0.05 * taken.used_bytes + 64 * MIB


def test_too_little_memory_on_the_device_is_no_damaged_file(tmp_path: Path) -> None:
    wide = Wide(blocks=2, width=4096, heads=32, head_size=128, feed_forward=14_336, vocabulary=1024)
    path = wide_models.write(tmp_path / "m.gguf", wide)
    told = json.loads(output_of(LACKING, str(path), environment=software_vulkan()))
    failure, complaints = told
    assert failure == llama.LoadFailure.NO_MEMORY
    assert any(DEVICE in each for each in complaints) is IS_FULL


def test_a_processor_alone_loads_no_driver() -> None:
    opening = Open(Choice(Mode.CPU))
    with ready_engine(GUIDE, opening=opening, environment=software_vulkan()) as engine:
        mapped = Path(f"/proc/{engine.process.pid}/maps").read_text(encoding="utf-8")
        assert "libggml-cpu" in mapped
        assert "vulkan" not in mapped.lower()


def test_all_layers_on_the_device_answer_as_the_processor_does_when_shut_in() -> None:
    """The guide's own words, exactly, and the probabilities within the usual error."""
    question, entry = min(corpus.load().questions(), key=lambda each: len(each[1].answer))
    told = json.loads(
        output_of(
            COMPARING, str(GUIDE), question, environment=software_vulkan(), patience=COMPILING_S
        )
    )
    assert told["devices"] == [DEVICE] * IS_FULL
    assert told["said"] == [entry.answer] * 2
    assert told["error"] <= 1e-3
    assert (told["error"] > 0) is (DEVICE in told["taken"]) is IS_FULL


@pytest.mark.parametrize(
    ("name", "layers", "kept", "kv_type"),
    [("llama", 5, 0, "f16"), ("llama", 3, 0, "q8_0"), ("lfm2", 2, 0, "f16"), ("qwen3moe", 5, 2, "f16"),
     ("gpt-oss", 4, 3, "f16"), ("qwen3moe", 3, 0, "f16")],
)  # fmt: skip
def test_weights_and_tokens_lie_where_the_placement_says(
    tmp_path: Path, name: str, layers: int, kept: int, kv_type: str
) -> None:
    path = write_architecture(tmp_path / "m.gguf", name)
    shape = read_shape([path])
    placement = Placement(5, 512, batch=128, kv_type=kv_type, mapped=False)
    if IS_FULL:
        placement = replace(
            placement,
            gpu_layers=layers,
            devices=(DEVICE,),
            layers_per_device=(layers,),
            expert_layers_on_cpu=kept,
        )
    said = json.dumps(asdict(placement))
    told = json.loads(output_of(LOADING, str(path), said, environment=software_vulkan()))
    buffers = [llama.Buffer(*each) for each in told]
    weights = llama.taken([each for each in buffers if each.purpose == "model"])
    first = 5 - layers
    moved = sum(each.weights for each in shape.blocks[first:]) + shape.output_bytes
    moved -= sum(each.experts for each in shape.blocks[first : first + kept])
    assert set(weights) == ({"", DEVICE} if IS_FULL else {""})
    assert weights.get(DEVICE, 0) == pytest.approx(moved * IS_FULL, rel=0.01, abs=20_000)
    expected = taken_by(placement, shape, Load(512))
    taken = llama.taken(buffers)
    assert abs(taken[""] - expected.host) <= 0.05 * taken[""] + 4 * MIB
    for used in expected.devices:
        assert abs(taken[DEVICE] - used) <= 0.05 * taken[DEVICE] + 4 * MIB


@pytest.mark.parametrize("split", [(2, 3), (1, 4), (4, 1), (3, 1), (1, 1)])
def test_layers_are_split_over_two_devices_as_the_placement_says(
    tmp_path: Path, split: tuple[int, int]
) -> None:
    """The same device, seen twice; the output is the last of the layers."""
    path = write_architecture(tmp_path / "m.gguf", "llama")
    shape = read_shape([path])
    sizes = [*(each.weights for each in shape.blocks), shape.output_bytes]
    placement = Placement(5, 512, batch=128, mapped=False)
    if IS_FULL:
        names = (DEVICE, "Vulkan1")
        placement = replace(placement, gpu_layers=sum(split), devices=names, layers_per_device=split)
    said = json.dumps(asdict(placement))
    twice = software_vulkan() | {"GGML_VK_VISIBLE_DEVICES": "0,0"}
    told = json.loads(output_of(LOADING, str(path), said, environment=twice))
    weights = llama.taken([each for each in (llama.Buffer(*one) for one in told) if each.purpose == "model"])
    first = 5 - sum(split)
    middle = first + split[0]
    expected = {DEVICE: sum(sizes[first:middle]), "Vulkan1": sum(sizes[middle:])} if IS_FULL else {}
    assert weights.keys() - {""} == expected.keys()
    for name, size in expected.items():
        assert weights[name] == pytest.approx(size, rel=0.01, abs=20_000)
