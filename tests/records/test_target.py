"""Settings of the store: where they come from, and what is refused."""

import re

import pytest

from coach.records.target import FILE, Target, TargetError, address, check, read_target

SECRET = "Mud-4-Pies!"  # noqa: S105 - of a test


def write(folder, text, mode=0o600):
    path = folder / FILE
    path.write_text(text)
    path.chmod(mode)
    return path


def test_nothing_set_is_nothing_set(tmp_path):
    found = read_target(tmp_path, {})
    assert found == Target()
    with pytest.raises(TargetError, match=r"No store is set.*call-centre"):
        check(found)


def test_the_file_is_read_and_the_environment_wins(tmp_path):
    write(
        tmp_path,
        f'url = "https://a.example.com/xAPI/"\nuser = "desk"\npassword = "{SECRET}"\ntyped = "masked"\n',
    )
    found = read_target(tmp_path, {})
    assert (found.url, found.user, found.password) == ("https://a.example.com/xAPI", "desk", SECRET)
    assert found.form.typed == "masked"
    told = {"COACH_LRS_URL": "https://b.example.com/statements", "COACH_LRS_TOKEN": "t"}
    found = read_target(tmp_path, told)
    assert (found.url, found.token) == ("https://b.example.com", "t")
    check(found)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_with_a_password_that_others_may_read_is_refused(tmp_path, mode):
    write(tmp_path, f'password = "{SECRET}"\n', mode)
    with pytest.raises(TargetError, match=r"others may read it\. Run: chmod 600") as told:
        read_target(tmp_path, {})
    assert SECRET not in str(told.value)
    write(tmp_path, 'url = "https://a.example.com"\n', mode)
    assert read_target(tmp_path, {}).url


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'password = "{SECRET}', "this is not TOML"),
        (f"password = {SECRET}", "this is not TOML"),
        (f'pasword = "{SECRET}"', "unknown field `pasword`"),
        ("url = 7", "Expected `str`"),
        ('url = "lrs.example.com"', "no store's address"),
        ('url = "https://desk:Mud-4-Pies!@lrs.example.com"', "must not hold a name or password"),
        ('url = "ftp://lrs.example.com"', "no store's address"),
        ('url = "https://lrs.example.com:port"', "no address"),
        ('typed = "perhaps"', "not one of no, masked, yes"),
        ('home_page = "people"', "is no address"),
        ('home_page = "https://a b"', "is no address"),
        ('mail = "{name}"', "is no mail address"),
    ],
)
def test_settings_that_cannot_be_are_told_without_the_secret(tmp_path, text, told):
    write(tmp_path, text)
    with pytest.raises(TargetError, match=re.escape(told)) as error:
        read_target(tmp_path, {})
    assert SECRET not in str(error.value)


def test_a_file_that_is_named_must_be_there(tmp_path):
    with pytest.raises(TargetError, match="There is no file"):
        read_target(tmp_path, {"COACH_LRS_FILE": str(tmp_path / "none.toml")})


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://lrs.example.com/xAPI", True),
        ("http://127.0.0.1:8100/xAPI", True),
        ("http://127.8.9.1", True),
        ("http://localhost:8100", True),
        ("http://[::1]:8100", True),
        ("http://lrs.example.com/xAPI", False),
        ("http://localhost.example.com", False),
        ("http://10.0.0.7", False),
        ("http://127.0.0.1.example.com", False),
    ],
)
def test_nothing_goes_unencrypted_to_another_machine_unless_told(url, fine):
    target = Target(url=address(url))
    if fine:
        check(target)
        return
    with pytest.raises(TargetError, match="not encrypted"):
        check(target)
    check(Target(url=url, plain_http=True))


def test_a_target_that_is_shown_shows_no_secret():
    shown = repr(Target(url="https://a.example.com", user="desk", password=SECRET, token=SECRET))
    assert SECRET not in shown
