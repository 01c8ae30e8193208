"""Trains the guide model and writes its GGUF.

python resources/guide/train.py --out resources/guide/guide.gguf
"""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import corpus
import torch
from export import read_gguf, write_gguf
from lessons import IGNORED, Teacher
from model import Guide, Shape
from score import Scores, related, score, unrelated, wrong
from tokens import vocabulary
from torch import nn
from torch.nn import functional

SEED = 20261123
PEAK_RATE = 2.5e-3
WARM_UP = 80
WEIGHT_DECAY = 0.05
CLIP = 1.0
QUESTIONS_SHARE = 0.4

# When it is tried on everything it was taught, to be drilled in what it gets wrong.
TRIALS = (0.5, 0.65, 0.8, 0.9)
JUDGE_WEIGHT = 0.5
PIECES = 1600
DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how much at once."""

    steps: int
    tokens_per_step: int
    minutes: float
    rate: float
    number_type: torch.dtype


def faster_type() -> torch.dtype:
    """bfloat16 where the processor has instructions for it, float32 where it would be imitated: a step then
    takes six times as long (tried).
    """
    took = {}
    for kind in (torch.bfloat16, torch.float32):
        matrix = torch.ones(512, 512, dtype=kind)
        matrix @ matrix
        began = time.monotonic()
        for _ in range(8):
            matrix @ matrix
        took[kind] = time.monotonic() - began
    return min(took, key=lambda kind: took[kind])


def learn(net: Guide, teacher: Teacher, plan: Plan, log: Path) -> float:
    """Train to the end of the plan; returns the mean loss of the last fifty steps."""
    judge = nn.Linear(net.shape.width, len(teacher.answers), bias=False)
    decayed = [p for p in [*net.parameters(), *judge.parameters()] if p.dim() == 2]
    plain = [p for p in net.parameters() if p.dim() < 2]
    groups = [{"params": decayed, "weight_decay": WEIGHT_DECAY}, {"params": plain, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), eps=1e-9)
    lengths = random.Random(SEED)
    recent: list[float] = []
    trials = list(TRIALS)
    began = time.monotonic()
    net.train()
    with log.open("w", encoding="utf-8") as lines:
        for step in range(plan.steps):
            done = max(step / plan.steps, (time.monotonic() - began) / (plan.minutes * 60))
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = (
                    plan.rate
                    * min(1, (step + 1) / WARM_UP)
                    * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
                )
            teacher.talking = done > QUESTIONS_SHARE
            if trials and done >= trials[0]:
                trials.pop(0)
                teacher.stubborn = tried(net, teacher)
            length = lengths.choice((256, 256, 256, 256, 256, 256, 256, 512, 512, net.shape.context))
            rows = teacher.rows(plan.tokens_per_step // length, length)
            loss = _step(net, judge, optimiser, rows, plan.number_type)
            recent = [*recent[-49:], loss]
            if step % 25 == 0:
                mean = sum(recent[-25:]) / len(recent[-25:])
                entry = {"step": step, "loss": round(mean, 6), "seconds": round(time.monotonic() - began, 1)}
                lines.write(json.dumps(entry) + "\n")
                lines.flush()
    return sum(recent) / len(recent)


def tried(net: Guide, teacher: Teacher) -> list[tuple[tuple[str, ...], str]]:
    """What the network still gets wrong of what it was taught."""
    trained = teacher.corpus
    asked = [*related(trained.questions()), *unrelated(trained)]
    asked += [*corpus.second_turns(trained), *corpus.first_turns(trained)]
    answers = dict(asked)
    net.eval()
    missed = [(turns, answers[turns]) for turns, _said in wrong(net, teacher.words, asked)]
    net.train()
    print(f"{len(missed)} of {len(asked)} wrong", flush=True)
    return missed


def _step(
    net: Guide, judge: nn.Linear, optimiser: torch.optim.Optimizer, rows: tuple, number_type: torch.dtype
) -> float:
    """One step on the answers' tokens and, by a judge that is thrown away later, on which answer is meant."""
    tokens, targets, parts, choices = (torch.from_numpy(array) for array in rows)
    wanted, chosen = targets != IGNORED, choices != IGNORED
    with torch.autocast("cpu", dtype=number_type, enabled=number_type != torch.float32):
        hidden = net.hidden(tokens, parts)
        logits, choice = net.output(hidden[wanted]), judge(hidden[chosen])
    loss = functional.cross_entropy(logits.float(), targets[wanted])
    judged = functional.cross_entropy(choice.float(), choices[chosen])
    optimiser.zero_grad(set_to_none=True)
    (loss + JUDGE_WEIGHT * judged).backward()
    nn.utils.clip_grad_norm_([*net.parameters(), *judge.parameters()], CLIP)
    optimiser.step()
    return loss.item()


def main() -> None:
    """Train, score, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path(__file__).parent / "guide.gguf")
    options.add_argument("--steps", type=int, default=3000)
    options.add_argument("--minutes", type=float, default=60, help="end by this time, whatever the steps")
    options.add_argument("--tokens", type=int, default=4096, help="tokens in one step")
    options.add_argument("--rate", type=float, default=PEAK_RATE)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument(
        "--start", type=Path, help="go on from an earlier run's .gguf, with its vocabulary"
    )
    options.add_argument("--log", type=Path, default=Path("build/guide-loss.jsonl"))
    chosen = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(chosen.threads)
    chosen.log.parent.mkdir(parents=True, exist_ok=True)

    whole = corpus.load()
    trained, held_out = corpus.split(whole)
    if chosen.start:
        words, weights = read_gguf(chosen.start)
        net = Guide(Shape(words.size), DROPOUT)
        net.load_state_dict({name: torch.tensor(weight) for name, weight in weights.items()})
    else:
        words = vocabulary(
            [*trained.texts(), *(question for question, _entry in trained.questions())], PIECES
        )
        net = Guide(Shape(words.size), DROPOUT)
    size = sum(p.numel() for p in net.parameters())
    print(f"{size:,} parameters, {words.size} tokens, {len(trained.entries)} pairs")
    plan = Plan(chosen.steps, chosen.tokens, chosen.minutes, chosen.rate, faster_type())
    loss = learn(net, Teacher(trained, words, SEED), plan, chosen.log)
    print(f"loss {loss:.6f}")
    net.eval()
    scores: Scores = score(net, words, trained, held_out)
    print(scores)
    write_gguf(net, words, chosen.out)
    print(f"{chosen.out}: {chosen.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
