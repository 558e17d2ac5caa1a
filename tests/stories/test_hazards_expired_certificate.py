"""Follow an expired certificate: every request refused until a new one is out."""

EXPIRY = {"kind": "expired-certificate", "renew": {"median_h": 2.0}}


def test_a_certificate_of_one_component_is_renewed_with_tools(struck, live):
    story = live(struck(EXPIRY | {"components": ["text"]}))
    assert story.chain("function-restored", "talk.text") == [
        ("function-restored", "talk.text", "functions"),
        ("component-restored", "text", "plant"),
        ("certificate-renewed", "text", "software"),
        ("fault-noticed", "text", "software"),
        ("certificate-expired", "text", "software"),
    ]
    assert story.course("text") == [(1.0, 0.0, 1.0, "unreachable"), (3.5, 1.0, 1.0, "up")]
    assert story.row("certificate-renewed", "text").value == 2.0


def test_one_that_shuts_the_tools_out_takes_longer(struck, live):
    story = live(struck(EXPIRY | {"owner": "acme"}))
    assert story.cause("certificate-renewed", "acme") == ("undo-blocked", "acme")
    assert story.times("certificate-renewed", "acme")[0] > 3.5
    assert "switch-decided" not in story.kinds("acme")  # the standby refuses as well


def test_services_that_lean_on_it_suffer_as_they_lean(struck, live):
    story = live(struck(EXPIRY | {"components": ["text"]}))
    pay = [row.quality for row in story.states if (row.level, row.element) == ("service", "pay")]
    assert pay == [0.5, 1.0]
    assert "rival" not in {row.element for row in story.states}
