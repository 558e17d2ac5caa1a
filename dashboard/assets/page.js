// What happens in the browser alone: colour scheme, language of the document, time in the address.
(function () {
  "use strict";
  const root = document.documentElement;
  function wanted() {
    let stored = null;
    try {
      stored = JSON.parse(window.localStorage.getItem("shell-scheme"));
    } catch (error) {
      stored = null;
    }
    if (stored === "dark" || stored === "light") return stored;
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-mantine-color-scheme", wanted());

  function asked() {
    return new URLSearchParams(window.location.search);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    linchpin: {
      scheme: function (clicks, stored) {
        const now = stored === "dark" || stored === "light" ? stored : wanted();
        return clicks ? (now === "dark" ? "light" : "dark") : now;
      },
      paint: function (scheme) {
        return scheme || wanted();
      },
      speak: function (context) {
        if (context) {
          root.lang = context.lang;
          document.title = context.title;
        }
        return "";
      },
      language: function (wish, now) {
        if (!wish || !now || wish === now.lang) return window.dash_clientside.no_update;
        const search = asked();
        search.set("lang", wish);
        return "?" + search.toString();
      },
      remember: function (hour) {
        if (typeof hour === "number") {
          const search = asked();
          search.set("t", String(hour));
          window.history.replaceState(window.history.state, "", "?" + search.toString());
        }
        return "";
      },
      show: function (show) {
        if (show) {
          const search = asked();
          search.set("show", show);
          window.history.replaceState(window.history.state, "", "?" + search.toString());
        }
        return "";
      },
      play: function (clicks, disabled) {
        return clicks ? !disabled : true;
      },
      advance: function (ticks, hour, last) {
        if (!ticks) return [window.dash_clientside.no_update, window.dash_clientside.no_update];
        const next = Math.min(hour + 2, last);
        return [next, next >= last];
      },
      fits: function (kind) {
        const site = kind === "fire" || kind === "power-loss";
        return [site, !site, kind === "ransomware"].map((shown) => (shown ? {} : { display: "none" }));
      },
      burger: function (opened, navbar) {
        return Object.assign({}, navbar, { collapsed: { mobile: !opened, desktop: true } });
      },
    },
  });
})();
