"""publiccode.yml and LICENSE say what catalogues of public software read.

The model below holds the keys that version 0.5 of the publiccode.yml standard requires, and the
values that it allows for the keys we fill in.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

import assetgraph
from assetgraph.messages import LANGUAGES

ROOT = Path(__file__).parents[2]
Tag = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]


class Part(BaseModel):
    """A section of the file; a key that the standard does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", strict=False)


class Description(Part):
    localisedName: str | None = None  # noqa: N815
    shortDescription: str = Field(max_length=150)  # noqa: N815
    longDescription: str = Field(min_length=150, max_length=10_000)  # noqa: N815
    features: list[str] = Field(min_length=1)


class Audience(Part):
    countries: list[Annotated[str, Field(pattern=r"^[a-z]{2}$")]] = []
    scope: list[Tag] = []


class Legal(Part):
    license: Literal["EUPL-1.2"]
    mainCopyrightOwner: str | None = None  # noqa: N815


class Contact(Part):
    name: str = Field(min_length=1)
    email: str | None = None
    affiliation: str | None = None


class Maintenance(Part):
    type: Literal["internal", "contract", "community", "none"]
    contacts: list[Contact] = []

    @model_validator(mode="after")
    def _someone_to_ask(self) -> Maintenance:
        if self.type in {"internal", "community"} and not self.contacts:
            raise ValueError(f"maintenance of type {self.type} needs contacts")
        return self


class Localisation(Part):
    localisationReady: bool  # noqa: N815
    availableLanguages: list[Language] = Field(min_length=1)  # noqa: N815


class PublicCode(Part):
    publiccodeYmlVersion: Literal["0.5"]  # noqa: N815
    name: str
    url: HttpUrl
    softwareVersion: str | None = None  # noqa: N815
    platforms: list[str] = Field(min_length=1)
    categories: list[Tag] = []
    developmentStatus: Literal["concept", "development", "beta", "stable", "obsolete"]  # noqa: N815
    softwareType: Literal["standalone/desktop", "standalone/web", "standalone/other"]  # noqa: N815
    intendedAudience: Audience | None = None  # noqa: N815
    description: dict[Language, Description] = Field(min_length=1)
    legal: Legal
    maintenance: Maintenance
    localisation: Localisation


@pytest.fixture
def written() -> dict[str, object]:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_the_file_follows_the_standard(written: dict[str, object]) -> None:
    PublicCode.model_validate(written)


@pytest.mark.parametrize(
    "key",
    [name for name, field in PublicCode.model_fields.items() if field.is_required()],
)
def test_a_required_key_is_missed(written: dict[str, object], key: str) -> None:
    del written[key]
    with pytest.raises(ValidationError, match=key):
        PublicCode.model_validate(written)


def test_it_agrees_with_the_package(written: dict[str, object]) -> None:
    stated = PublicCode.model_validate(written)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert stated.name == project["name"]
    assert stated.legal.license == project["license"]
    assert stated.softwareVersion == assetgraph.__version__
    assert sorted(stated.description) == sorted(stated.localisation.availableLanguages)
    assert sorted(stated.description) == sorted(LANGUAGES)


def test_the_licence_is_there_in_full() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert re.findall(r"(?m)^(\d+)\.", text) == [str(article) for article in range(1, 16)]
    assert "Appendix" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
