"""What the environment says wrongly is told in one sentence, by every command."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("EXEMPLAR_PORT", "abc", "a valid integer"),
        ("EXEMPLAR_MEDIA_MAX_PAGES", "many", "a valid integer"),
        ("EXEMPLAR_UNSAFE", "perhaps", "a valid boolean"),
    ],
)
def test_a_variable_that_makes_no_sense_is_named_in_one_sentence(tmp_path, name, value, wanted):
    environment = {**os.environ, "EXEMPLAR_HOME": str(tmp_path), name: value}

    ended = subprocess.run([sys.executable, "-m", "exemplar", "stop"], env=environment, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"{name} in the environment should be {wanted}, and it is not.\n"
