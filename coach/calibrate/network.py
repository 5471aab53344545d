"""The network of `sense` as it is trained, in torch, and as it is written for numpy."""

import math
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, INNER, HEADS = 384, 1536, 12
LAYERS = 4
"""The lowest of six: half a reply's time for a point of recall."""
DROPPED = 0.1
PLACES = 160
"""Places that are written: the longest stretch of a reply behind its facts is shorter."""
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
_NORMS = {"first": "attention.output.LayerNorm", "last": "output.LayerNorm"}


class Drop(nn.Module):
    """Drops whole columns of a state, the same at every place of a reply."""

    def forward(self, state: Tensor) -> Tensor:
        """`state` as it is, or with some columns naught while training."""
        if not self.training:
            return state
        shape = (state.shape[0], 1, state.shape[-1]) if state.dim() == 3 else state.shape  # noqa: PLR2004 - with places
        return state * (torch.rand(shape) > DROPPED).to(state.dtype) / (1 - DROPPED)


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, start: dict[str, Tensor], number: int) -> None:
        super().__init__()
        place = f"encoder.layer.{number}"
        self.linear = nn.ModuleDict(
            {name: _linear(start, f"{place}.{theirs}") for name, theirs in _LINEAR.items()}
        )
        self.norms = nn.ModuleDict(
            {name: _norm(start, f"{place}.{theirs}") for name, theirs in _NORMS.items()}
        )
        self.drop = Drop()

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """The next state of each place."""
        rows, places, _ = state.shape

        def split(name: str) -> Tensor:
            return self.linear[name](state).view(rows, places, HEADS, -1).transpose(1, 2)

        scores = (split("query") @ split("key").transpose(-1, -2)).float()
        shares = (scores / math.sqrt(WIDTH / HEADS) + mask).softmax(-1)
        mixed = (shares @ split("value")).transpose(1, 2).reshape(rows, places, WIDTH)
        out = self.linear["out"](mixed)
        state = self.norms["first"](state + self.drop(out))
        inner = functional.gelu(self.linear["up"](state))
        result: Tensor = self.norms["last"](state + self.drop(self.linear["down"](inner)))
        return result


class Network(nn.Module):
    """The encoder, and the two things it tells of a reply.

    Args:
        folder: Holds `model.safetensors` of all-MiniLM-L6-v2.
        kinds: How many kinds of offence there are.
    """

    def __init__(self, folder: Path, kinds: int) -> None:
        super().__init__()
        start = {
            name.removeprefix("bert."): value.float()
            for name, value in load_file(folder / "model.safetensors").items()
        }
        self.words = _table(start, "word_embeddings")
        self.places = _table(start, "position_embeddings")
        self.sides = _table(start, "token_type_embeddings")
        self.begin = _norm(start, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(start, number) for number in range(LAYERS))
        self.drop = Drop()
        self.weight = nn.Linear(2 * WIDTH, 1)
        self.kinds = nn.Linear(2 * WIDTH, kinds)
        for head in (self.weight, self.kinds):
            nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(self.weight.bias)

    def forward(self, pieces: Tensor, sides: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Log odds of an offence, and the evidence for each kind, of rows of pieces."""
        places = self.places.weight[: pieces.shape[1]]
        state = self.drop(self.begin(self.words(pieces) + places + self.sides(sides)))
        mask = (there[:, None, None, :] - 1) * 1e4
        for layer in self.layers:
            state = layer(state, mask)
        reply = (there * (sides == 1))[..., None]
        mean = (state * reply).sum(1) / reply.sum(1).clamp(min=1)
        most = state.masked_fill(reply == 0, -1e4).max(1).values
        pooled = self.drop(torch.cat([mean, most], -1))
        return self.weight(pooled)[:, 0], self.kinds(pooled)

    def written(self, path: Path, pieces: list[str], kept: list[int]) -> None:
        """Write the network for numpy, with the pieces whose numbers are `kept`."""
        text = "\n".join(pieces[number] for number in kept)
        numbers = {"pieces": np.frombuffer(text.encode(), dtype=np.uint8)}
        numbers |= _whole("words", self.words.weight[kept])
        numbers |= _plain("places", self.places.weight[:PLACES])
        numbers |= _plain("sides", self.sides.weight) | _normed("begin", self.begin)
        for place, layer in enumerate(self.layers):
            for name in _LINEAR:
                numbers |= _told(f"{place}.{name}", layer.linear[name])
            for name in _NORMS:
                numbers |= _normed(f"{place}.{name}", layer.norms[name])
        numbers |= _told("weight", self.weight) | _told("kinds", self.kinds)
        np.savez(path, allow_pickle=False, **numbers)


def _table(start: dict[str, Tensor], name: str) -> nn.Embedding:
    return nn.Embedding.from_pretrained(start[f"embeddings.{name}.weight"], freeze=False)


def _linear(start: dict[str, Tensor], name: str) -> nn.Linear:
    weight = start[f"{name}.weight"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": start[f"{name}.bias"]})
    return made


def _norm(start: dict[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.load_state_dict({"weight": start[f"{name}.weight"], "bias": start[f"{name}.bias"]})
    return made


def _whole(name: str, weight: Tensor) -> dict[str, np.ndarray]:
    """Whole numbers of eight bits, and the scale of each row."""
    rows = weight.detach().numpy()
    scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-9) / 127
    return {name: np.round(rows / scale).astype(np.int8), f"{name}.scale": scale}


def _plain(name: str, value: Tensor) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy().astype(np.float16)}


def _told(name: str, linear: nn.Module) -> dict[str, np.ndarray]:
    return _whole(name, linear.weight) | _plain(f"{name}.bias", linear.bias)


def _normed(name: str, norm: nn.Module) -> dict[str, np.ndarray]:
    return _plain(f"{name}.scale_by", norm.weight) | _plain(f"{name}.bias", norm.bias)
