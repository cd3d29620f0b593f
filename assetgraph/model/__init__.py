"""The six blocks, their relations, provenance and consent: one declaration per kind."""

from assetgraph.model import introductions, nodes, relations
from assetgraph.model.kinds import NODE_KINDS, RELATION_KINDS, Node, Property, Relation

__all__ = [
    "NODE_KINDS",
    "RELATION_KINDS",
    "Node",
    "Property",
    "Relation",
    "introductions",
    "nodes",
    "relations",
]
