"""Check that the browser opens and that the watch on its pages sees what it should."""


def test_a_quiet_page_leaves_no_trace(watched_page):
    page, watch = watched_page
    page.set_content("<html lang='ko'><title>조용</title><p id='p'>47,000,000</p></html>")
    assert page.inner_text("#p") == "47,000,000"
    assert watch.strangers == []
    assert watch.complaints == []


def test_a_request_off_the_machine_and_an_error_are_seen(watched_page):
    page, watch = watched_page
    page.route("**/*", lambda route: route.abort())
    page.set_content("<img src='http://example.invalid/x.png'><script>missing()</script>")
    page.wait_for_load_state()
    assert watch.strangers == ["http://example.invalid/x.png"]
    assert any("missing" in said for said in watch.complaints)
