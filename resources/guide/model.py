"""A small llama: the network that the guide is, in the form llama.cpp computes it."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

HEAD_WIDTH = 32
NORM_EPS = 1e-5
ROPE_BASE = 10000.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; widths are multiples of 32, so that rows can be quantised."""

    vocabulary: int
    width: int = 192
    layers: int = 4
    feed_forward: int = 512
    context: int = 1024

    @property
    def heads(self) -> int:
        """One head for every 32 of the width."""
        return self.width // HEAD_WIDTH


def rotations(length: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of each position and pair."""
    frequencies = ROPE_BASE ** (-torch.arange(0, HEAD_WIDTH, 2, dtype=torch.float32) / HEAD_WIDTH)
    angles = torch.outer(torch.arange(length, dtype=torch.float32), frequencies)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turn neighbouring pairs (2i, 2i+1), which is what llama.cpp does for this architecture."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2)


class Block(nn.Module):
    """Attention and a gated feed-forward step, each behind a norm."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.attn_norm = nn.RMSNorm(shape.width, eps=NORM_EPS)
        self.attn_qkv = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.attn_output = nn.Linear(shape.width, shape.width, bias=False)
        self.ffn_norm = nn.RMSNorm(shape.width, eps=NORM_EPS)
        self.ffn_gate_up = nn.Linear(shape.width, 2 * shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, x: Tensor, mask: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        """One layer over a batch of rows."""
        batch, length, width = x.shape
        q, k, v = (
            self.attn_qkv(self.attn_norm(x)).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        )
        q, k = rotate(q, cosine, sine), rotate(k, cosine, sine)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self._drop(self.attn_output(seen.transpose(1, 2).reshape(batch, length, width)))
        gate, up = self.ffn_gate_up(self.ffn_norm(x)).chunk(2, dim=-1)
        return x + self._drop(self.ffn_down(functional.silu(gate) * up))

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class Guide(nn.Module):
    """Embedding, layers, norm and an output of its own."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=NORM_EPS)
        self.output = nn.Linear(shape.width, shape.vocabulary, bias=False)
        cosine, sine = rotations(shape.context)
        self.register_buffer("cosine", cosine, persistent=False)
        self.register_buffer("sine", sine, persistent=False)
        self.apply(self._begin)
        for block in self.blocks:
            for last in (block.attn_output, block.ffn_down):
                nn.init.normal_(last.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    @staticmethod
    def _begin(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)

    def hidden(self, tokens: Tensor, parts: Tensor) -> Tensor:
        """What the last norm gives. `parts` numbers the conversations packed in a row: none sees another."""
        length = tokens.shape[1]
        earlier = torch.ones(length, length, dtype=torch.bool, device=tokens.device).tril()
        mask = (earlier & (parts[:, :, None] == parts[:, None, :]))[:, None]
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x, mask, self.cosine[:length], self.sine[:length])
        return self.norm(x)

    def forward(self, tokens: Tensor, parts: Tensor, wanted: Tensor) -> Tensor:
        """Logits at the wanted places only."""
        return self.output(self.hidden(tokens, parts)[wanted])
