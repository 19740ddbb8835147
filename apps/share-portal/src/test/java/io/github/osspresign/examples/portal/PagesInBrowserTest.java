// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static io.github.osspresign.examples.portal.PortalTab.badge;
import static io.github.osspresign.examples.portal.PortalTab.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.examples.portal.page.PlainWords;
import io.github.osspresign.test.WebBrowser;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Each page, dialog and state in a real browser, with hostile texts in all fields: no script runs, the texts are shown as they
 * are, nothing is wider than a phone, and axe finds no violation in both color schemes.
 */
@Tag("slow")
@Timeout(240)
class PagesInBrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No slash: the portal replaces it in file names. */
    private static final String HOSTILE =
            "\"'><img src=x onerror=hacked=1> javascript:hacked=2 ${7*7} __${7*7}__ [[${7*7}]] {name} {0} #{share.size}";

    private static final String HOSTILE_TEXT =
            HOSTILE + "</textarea></template></title><script>hacked=3</script> ../.. \u202Egnp.exe";

    private static final String PASSWORD = "\"'><script>hacked=4</script>";

    private static final String LONG_NAME = "x".repeat(196) + ".txt";

    private static final String RECORD_VIOLATIONS = """
            window.violations = [];
            addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI));
            """;

    /** Everything that is shown, also in fields. */
    private static final String SHOWN = """
            [document.title, document.body.innerText, ...[...document.querySelectorAll('input, textarea')]
                .filter((field) => field.checkVisibility()).map((field) => field.value)].join('\\n')""";

    /** Script that lists markup which no template and no script of the portal writes. */
    private static final String INTRUDERS = """
            [...(window.hacked === undefined ? [] : ['hacked: ' + window.hacked]), ...window.violations,
              ...[...document.querySelectorAll('*')].filter((element) =>
                [...element.attributes].some(({ name, value }) => /^on/i.test(name) || /^\\s*javascript:/i.test(value)
                    && ['href', 'src', 'action', 'formaction'].includes(name))
                || ['SCRIPT', 'IMG'].includes(element.tagName)
                    && element.src !== '' && !/^(\\/assets\\/[a-z-]+\\.(js|svg)|\\/[sr]\\/[\\w-]+\\/qr\\.svg)$/.test(element.getAttribute('src'))
                || ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'STYLE'].includes(element.tagName))
              .map((element) => element.outerHTML.slice(0, 300))].join('\\n')""";

    private static final String VIOLATIONS_OF_AXE = """
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap((violation) =>
                violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 300)} ${node.failureSummary}`)).join('\\n'))""";

    @TempDir
    static Path profile;

    private static RunningPortal portal;
    private static Owner owner;
    private static WebBrowser browser;
    private static String axe;

    private final SoftAssertions problems = new SoftAssertions();
    private PortalTab tab;
    private String language;

    @BeforeAll
    static void start() throws Exception {
        browser = WebBrowser.start(profile);
        assumeThat(browser).as("needs chromium or firefox-esr").isNotNull();
        portal = new RunningPortal("portal.max-size=1000000");
        owner = new Owner(portal);
        try (InputStream script = PagesInBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = "(0, eval)(" + JSON.writeValueAsString(new String(script.readAllBytes(), UTF_8)) + "); 0";
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            portal.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        tab = new PortalTab(portal, browser, RECORD_VIOLATIONS);
        for (String table : new String[] {"share", "file_request", "audit", "attempt"}) {
            sql("DELETE FROM " + table);
        }
    }

    @AfterEach
    void report() {
        problems.assertAll();
    }

    private static void sql(String statement) {
        portal.bean(JdbcClient.class).sql(statement).update();
    }

    private static String json(Map<String, ?> fields) throws JsonProcessingException {
        return JSON.writeValueAsString(fields);
    }

    private static JsonNode call(String method, String path, Map<String, ?> fields) throws Exception {
        return owner.api(method, path, json(fields));
    }

    /** Returns the id of a share whose file is in the bucket. */
    private String uploaded(String name, Map<String, ?> settings) throws Exception {
        JsonNode created = call("POST", "/api/shares", Map.of("name", name, "size", 7));
        BucketForm.post(created.get("upload"), "content");
        String id = created.at("/share/id").textValue();
        owner.api("POST", "/api/shares/" + id + "/complete", "");
        call("PATCH", "/api/shares/" + id, settings);
        return id;
    }

    private static String requested(Map<String, ?> fields) throws Exception {
        return call("POST", "/api/requests", fields).at("/request/id").textValue();
    }

    private void open(String path) throws Exception {
        tab.open(path + (path.contains("?") ? "&lang=" : "?lang=") + language);
    }

    private void speak(String spoken) throws Exception {
        language = spoken;
        open("/login");
    }

    private void check(String state, String... texts) throws Exception {
        String where = state + " (" + language + ")";
        problems.assertThat(tab.evaluate("document.documentElement.lang"))
                .as(where)
                .isEqualTo(language);
        String shown = tab.evaluate(SHOWN);
        for (String text : texts) {
            problems.assertThat(shown).as(where).contains(text);
        }
        if (tab.evaluate("typeof axe").equals("undefined")) {
            tab.evaluate(axe);
        }
        examine(where, 390, isEnglish() ? "light" : "dark");
        examine(where, 1280, isEnglish() ? "dark" : "light");
        problems.assertThat(tab.evaluate(INTRUDERS)).as(where).isEmpty();
    }

    private void examine(String where, int width, String scheme) throws Exception {
        tab.show(width, 900, scheme);
        String how = where + ", " + scheme + ", " + width + " px";
        problems.assertThat(tab.evaluate(
                        "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                .as("width of " + how)
                .isEqualTo("0");
        problems.assertThat(tab.evaluate(VIOLATIONS_OF_AXE)).as(how).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void login(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        tab.press("form[action=\"/logout\"] button");
        tab.until("location.search + document.readyState", "?logoutcomplete");
        open("/audit?text=" + URLEncoder.encode(HOSTILE_TEXT, UTF_8));
        tab.until("location.pathname", "/login");
        check("login");
        tab.press("footer a[lang=" + language + "]");
        tab.until("location.pathname + document.readyState", "/logincomplete");
        tab.evaluate("document.querySelector('[name=username]').value = 'demo';"
                + " document.querySelector('[name=password]').value = 'demo'; document.forms[0].submit(); 0");
        tab.until("location.pathname + document.readyState", "/auditcomplete");
        check("page that was asked for", HOSTILE_TEXT);
        for (String message : new String[] {"error", "blocked", "logout"}) {
            open("/login?" + message);
            check(message);
        }
        tab.evaluate("document.querySelector('[name=username]').value = " + JSON.writeValueAsString(HOSTILE_TEXT)
                + "; document.querySelector('[name=password]').value = 'x'; document.forms[0].submit(); 0");
        tab.until("location.search + document.readyState", "?errorcomplete");
        check("hostile name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void pageOfTheOwner(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        check("nothing is shared");

        tab.press("#ask");
        tab.until("document.activeElement.name", "title");
        tab.press("#asking [type=submit]");
        tab.until("String(document.querySelector('#asking .problem').hidden)", "false");
        check("request without a title");

        String request = requested(
                Map.of("title", HOSTILE, "note", HOSTILE_TEXT, "maxFiles", 5, "types", new String[] {"html", "txt"}));
        received(request, HOSTILE + ".html");
        uploaded(LONG_NAME, Map.of("password", PASSWORD, "maxDownloads", 20000));
        uploaded(HOSTILE, Map.of("note", HOSTILE_TEXT));
        call("POST", "/api/shares/" + uploaded("revoked.pdf", Map.of()) + "/revoke", Map.of());
        call("POST", "/api/shares", Map.of("name", "unfinished" + HOSTILE, "size", 7));
        tab.openAsOwner();
        tab.until(
                "document.querySelectorAll('#shares li').length + '' + document.querySelectorAll('#requests li').length",
                "51");
        check("list", HOSTILE, HOSTILE + ".html", "unfinished" + HOSTILE, LONG_NAME, "20,000");
        tab.choose(HOSTILE.replace("'", "\\'"), 1_000_001);
        check("rejected file");

        String row = row(HOSTILE.replace("'", "\\'"));
        tab.evaluate(row + ".querySelector('.toggle').click(); 0");
        tab.until("String(" + row + ".querySelector('.panel form') !== null)", "true");
        check("settings", HOSTILE_TEXT);
        tab.evaluate("{ const form = " + row
                + ".querySelector('.mail'); form.elements.to.value = \"'{}&=<x\"; form.requestSubmit(); } 0");
        tab.until("String(" + row + ".querySelector('.mail .problem').hidden)", "false");
        check("wrong address");
        tab.evaluate(
                "{ const form = " + row
                        + ".querySelector('.mail'); form.elements.to.value = \"'{}&=x@example.com\"; form.requestSubmit(); } 0");
        tab.until("String(" + row + ".querySelector('.mail .outcome').textContent !== '')", "true");
        check("mailed", "'{}&=x@example.com");
        for (String dialog : new String[] {"revoke", "delete"}) {
            tab.evaluate(row + ".querySelector('.panel ." + dialog + "').click(); 0");
            check(dialog, HOSTILE);
            tab.press("#" + dialog + "-dialog [value=\"\"]");
        }
        String id = owner.api("GET", "/api/shares", null)
                .get("shares")
                .valueStream()
                .filter(share -> share.get("name").textValue().equals(HOSTILE))
                .findFirst()
                .orElseThrow()
                .get("id")
                .textValue();
        call("POST", "/api/shares/" + id + "/revoke", Map.of());
        tab.evaluate("{ const form = " + row + ".querySelector('.mail'); form.elements.to.value = 'a@example.com';"
                + " form.requestSubmit(); } 0");
        tab.until("String(" + row + ".querySelector('.mail .problem').hidden)", "false");
        check("mail of what was revoked in another tab", isEnglish() ? "This has changed meanwhile" : "状态已经改变");
        tab.evaluate(row("revoked.pdf") + ".querySelector('.toggle').click(); 0");
        check("revoked");

        String asked = "document.querySelector('#requests li')";
        tab.evaluate(asked + ".querySelector('.toggle').click(); 0");
        check("request", HOSTILE, HOSTILE_TEXT);
        for (String dialog : new String[] {"end", "delete"}) {
            tab.evaluate(asked + ".querySelector('." + dialog + "').click(); 0");
            check(dialog + " of a request", HOSTILE);
            tab.press("dialog[open] [value=\"\"]");
        }
        tab.evaluate("{ const form = " + asked + ".querySelector('form'); form.elements.maxFiles.value = '0';"
                + " form.requestSubmit(); } 0");
        tab.until("String(" + asked + ".querySelector('form .problem').hidden)", "false");
        check("request with a wrong number");
        sql("UPDATE file_request SET expires_at = now()");
        tab.openAsOwner();
        tab.until("String(" + asked + "?.dataset.state)", "EXPIRED");
        tab.evaluate(asked + ".querySelector('.toggle').click(); 0");
        check("expired request", HOSTILE_TEXT);
        call("POST", "/api/requests/" + request + "/end", Map.of());
        tab.openAsOwner();
        tab.until("String(" + asked + "?.dataset.state)", "EXPIRED");
        tab.evaluate(asked + ".querySelector('.toggle').click(); 0");
        check("ended request", HOSTILE_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void moreFilesThanAShareHas(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        tab.choose(IntStream.rangeClosed(1, 501).mapToObj(i -> i + ".txt").toList(), 1);
        tab.until("String(document.querySelector('#rejected').hidden)", "false");
        check("more than 500 files", isEnglish() ? "A share has at most 500 files" : "最多包含 500 个文件");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void slowOrBrokenPortal(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        uploaded("a.txt", Map.of());
        try (Connection database = portal.bean(DataSource.class).getConnection()) {
            database.setAutoCommit(false);
            database.createStatement().execute("LOCK TABLE share, file_request IN ACCESS EXCLUSIVE MODE");
            tab.open("/");
            tab.until("String(document.querySelector('#limit').textContent !== '')", "true");
            check("loading");
            assertThat(tab.evaluate("String(document.querySelector('#loading').checkVisibility()"
                            + " && !document.querySelector('#empty').checkVisibility()"
                            + " && !document.querySelector('#requests-empty').checkVisibility())"))
                    .isEqualTo("true");
            database.rollback();
        }
        tab.until("String(document.querySelectorAll('#shares li').length)", "1");

        sql("ALTER TABLE share RENAME TO lost");
        sql("ALTER TABLE file_request RENAME TO lost_request");
        try {
            tab.openAsOwner();
            check("database away", isEnglish() ? "because its database" : "数据库");
            assertThat(tab.evaluate("String(document.querySelector('#empty').checkVisibility())"))
                    .as("no list is no empty list")
                    .isEqualTo("false");
        } finally {
            sql("ALTER TABLE lost RENAME TO share");
            sql("ALTER TABLE lost_request RENAME TO file_request");
        }
        tab.press("#trouble button");
        tab.until(
                "document.querySelectorAll('#shares li').length + ' '"
                        + " + document.querySelectorAll('main > section > .problem:not([hidden])').length",
                "1 0");

        openSettings("a.txt");
        note("typed");
        tab.cutOff(true);
        save("a.txt");
        tab.until("String(" + PROBLEM + ".textContent !== '')", "true");
        check("no network", isEnglish() ? "does not respond" : "没有响应", "typed");
        tab.cutOff(false);
        save("a.txt");
        tab.until(PortalTab.row("a.txt") + ".querySelector('.outcome').textContent", isEnglish() ? "Saved" : "已保存");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void withoutScripts(String spoken) throws Exception {
        String drop = spoken.equals("en") ? "Drop files" : "拖放";
        speak(spoken);
        tab.openAsOwner();
        String request = requested(Map.of("title", "Photos", "maxFiles", 1));
        for (String path : new String[] {"/", "/r/" + request}) {
            open(path);
            assertThat(tab.evaluate("document.body.innerText")).as(path).contains(drop);
            tab.reloadWithoutScripts();
            assertThat(tab.evaluate("document.body.innerText"))
                    .as(path)
                    .contains("JavaScript")
                    .doesNotContain(drop);
        }
        assertThat(tab.evaluate("String(document.querySelector('.ghost')?.checkVisibility())"))
                .isNotEqualTo("true");
    }

    @Test
    void timesAreRoundedToTheNearest() throws Exception {
        speak("en");
        tab.openAsOwner();
        int minute = 60_000;
        int day = 24 * 60 * minute;
        assertThat(tab.evaluate("import('/assets/words.js').then(({ distance }) => "
                        + Arrays.toString(new int[] {
                            7 * day - minute,
                            7 * day,
                            3 * day + minute,
                            day,
                            47 * 60 * minute,
                            90 * minute,
                            -minute,
                            1000
                        })
                        + ".map(distance).join('; '))"))
                .isEqualTo(
                        "in 7 days; in 7 days; in 3 days; in 1 day; in 47 hours; in 2 hours; 1 minute ago; in 1 second");
    }

    private static final String PROBLEM = row("a.txt") + ".querySelector('.settings .problem')";

    private boolean isEnglish() {
        return language.equals("en");
    }

    private void openSettings(String name) throws Exception {
        tab.evaluate(row(name) + ".querySelector('.toggle').click(); 0");
        tab.until("String(" + row(name) + ".querySelector('.panel form') !== null)", "true");
    }

    private void note(String text) throws Exception {
        tab.evaluate("{ const { note } = " + row("a.txt") + ".querySelector('.settings').elements; note.value = '"
                + text + "'; note.dispatchEvent(new Event('input', { bubbles: true })); } 0");
    }

    private void save(String name) throws Exception {
        tab.evaluate(row(name) + ".querySelector('.settings').requestSubmit(); 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void endOfTheSessionWhileAPageIsOpen(String spoken) throws Exception {
        String signedOut = spoken.equals("en") ? "You are no longer signed in" : "登录已失效";
        speak(spoken);
        uploaded("a.txt", Map.of());
        requested(Map.of("title", "b", "maxFiles", 1));
        tab.openAsOwner();
        openSettings("a.txt");
        note("typed");
        tab.press("#ask");
        tab.evaluate("document.querySelector('#asking [name=title]').value = 'c'; 0");

        // In another tab.
        PortalTab other = new PortalTab(portal, browser);
        other.openAsOwner();
        other.press("form[action=\"/logout\"] button");
        other.until("location.search + document.readyState", "?logoutcomplete");

        // A page of another visit has not set a new token yet.
        tab.evaluate("document.cookie = 'XSRF-TOKEN=; Max-Age=0; Path=/'; 0");
        save("a.txt");
        tab.until("String(" + PROBLEM + ".textContent !== '')", "true");
        check("settings without a session", signedOut, "typed");
        tab.press("#asking [type=submit]");
        tab.until("String(document.querySelector('#asking .problem').hidden)", "false");
        check("request without a session", signedOut, "c");
        assertThat(
                        tab.evaluate(
                                "[...document.querySelectorAll('form .problem a')].map((link) => link.pathname + link.target).join()"))
                .isEqualTo("/_blank,/_blank");
        tab.evaluate(row("a.txt") + ".querySelector('.panel .revoke').click(); 0");
        tab.press("#revoke-dialog [value=do]");
        tab.until("String(document.querySelector('#revoke-dialog .problem a').checkVisibility())", "true");
        check("dialog without a session", signedOut);
        tab.press("#revoke-dialog [value=\"\"]");
        tab.bringToFront();
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange')); 0");
        tab.until("String(document.querySelector('#trouble a').checkVisibility())", "true");
        check("list without a session", signedOut);

        other.openAsOwner();
        save("a.txt");
        tab.until(row("a.txt") + ".querySelector('.outcome').textContent", isEnglish() ? "Saved" : "已保存");
        tab.press("#asking [type=submit]");
        tab.until("String(document.querySelectorAll('#requests li').length)", "2");
    }

    /** The session and its token have changed since the page was opened. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void formOfAnOldPage(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        PortalTab other = new PortalTab(portal, browser);
        other.openAsOwner();
        other.press("form[action=\"/logout\"] button");
        other.until("location.search + document.readyState", "?logoutcomplete");
        open("/login?next=/audit");

        other.openAsOwner();
        tab.evaluate("document.forms[0].submit(); 0");
        tab.until("location.pathname + document.readyState", "/auditcomplete");
        other.press("form[action=\"/logout\"] button");
        other.until("location.search + document.readyState", "?logoutcomplete");
        tab.press("form[action=\"/logout\"] button");
        tab.until("location.pathname + location.search + document.readyState", "/logincomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void addressOfNoPage(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        open("/nothing");
        check("nothing", isEnglish() ? "There is nothing here" : "这里没有内容");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void clockOfTheBrowserIsAnHourAhead(String spoken) throws Exception {
        tab = new PortalTab(portal, browser, RECORD_VIOLATIONS + """
                const RealDate = Date;
                Date = class extends RealDate {
                  constructor(...time) { super(...(time.length > 0 ? time : [Date.now()])); }
                  static now() { return RealDate.now() + 3600000; }
                };
                """);
        speak(spoken);
        call(
                "PATCH",
                "/api/shares/" + uploaded("a.txt", Map.of()),
                Map.of("expiresAt", Instant.now().plusSeconds(1810).toString()));
        tab.openAsOwner();
        tab.until("String(document.querySelectorAll('#shares li').length)", "1");
        check("list", isEnglish() ? "ends in 30 minutes" : "30分钟后到期");

        openSettings("a.txt");
        tab.evaluate(
                "{ const { end } = " + row("a.txt") + ".querySelector('.settings').elements; end.value = '259200000';"
                        + " end.dispatchEvent(new Event('input', { bubbles: true })); } 0");
        save("a.txt");
        tab.until(row("a.txt") + ".querySelector('.outcome').textContent", isEnglish() ? "Saved" : "已保存");
        assertThat(Instant.parse(owner.api("GET", "/api/shares", null)
                        .at("/shares/0/expiresAt")
                        .textValue()))
                .isCloseTo(Instant.now().plusSeconds(259_200), within(1, ChronoUnit.MINUTES));
        tab.until(
                row("a.txt") + ".querySelector('.meta').textContent.split(' · ').at(-1)",
                isEnglish() ? "ends in 3 days" : "3天后到期");
    }

    /** Sends a file through a request, as a stranger. */
    private void received(String request, String name) throws Exception {
        JsonNode opened = call("POST", "/r/" + request + "/files", Map.of("name", name, "size", 7));
        BucketForm.post(opened.get("upload"), "content");
        owner.api("POST", "/r/" + request + "/files/" + opened.at("/share/id").textValue() + "/complete", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void pageOfAShare(String spoken) throws Exception {
        speak(spoken);
        open("/s/none");
        check("no share");

        String id = uploaded(HOSTILE, Map.of("note", HOSTILE_TEXT, "maxDownloads", 20000));
        open("/s/" + id);
        check("open", HOSTILE, HOSTILE_TEXT, "20,000");
        call("PATCH", "/api/shares/" + id, Map.of("password", PASSWORD));
        // PBKDF2 takes a second in a virtual machine of the tests.
        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET password_hash = ?")
                .param("{noop}" + PASSWORD)
                .update();
        enterPassword(id, "wrong");
        check("wrong password");
        sql("INSERT INTO attempt (subject, at) SELECT 'share " + id
                + " ' || :address, now() FROM generate_series(1, 10)".replace(":address", "'127.0.0.1/32'"));
        enterPassword(id, PASSWORD);
        check("too many attempts");
        sql("DELETE FROM attempt");
        portal.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            enterPassword(id, PASSWORD);
        } finally {
            portal.services.bucket().clearFaults();
        }
        check("bucket away");

        call("PATCH", "/api/shares/" + id, Map.of("password", "", "maxDownloads", 1));
        open("/s/" + id);
        tab.press(".primary");
        tab.until("fetch('').then((page) => String(page.status))", "410");
        open("/s/" + id);
        check("used up, may continue");
        sql("DELETE FROM download_grant");
        open("/s/" + id);
        check("used up");
        sql("UPDATE share SET expires_at = now()");
        open("/s/" + id);
        check("expired");
        call("POST", "/api/shares/" + id + "/revoke", Map.of());
        open("/s/" + id);
        check("revoked");
    }

    private void enterPassword(String id, String password) throws Exception {
        open("/s/" + id);
        tab.evaluate("document.querySelector('[name=password]').value = " + JSON.writeValueAsString(password)
                + "; document.forms[0].submit(); 0");
        tab.until("document.readyState + document.querySelectorAll('[role=alert]').length", "complete1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void pageOfARequest(String spoken) throws Exception {
        speak(spoken);
        open("/r/none");
        check("no request");

        String request = requested(
                Map.of("title", HOSTILE, "note", HOSTILE_TEXT, "maxFiles", 1, "types", new String[] {"html", "txt"}));
        open("/r/" + request);
        check("open", HOSTILE, HOSTILE_TEXT);
        tab.choose(HOSTILE.replace("'", "\\'"), 7);
        check("file of another type", HOSTILE);
        tab.choose(HOSTILE.replace("'", "\\'") + ".html", 7);
        tab.until(badge(HOSTILE.replace("'", "\\'") + ".html"), language.equals("en") ? "Arrived" : "已送达");
        check("arrived", HOSTILE + ".html");
        tab.choose(LONG_NAME, 7);
        tab.until(badge(LONG_NAME), language.equals("en") ? "Not finished" : "未完成");
        check("one file too many", LONG_NAME);

        long[] sizes = {0, 1, 7, 999, 1000, 1250, 999_949, 999_950, 1_250_000, 5_000_000_000L, 3_000_000_000_000_000L};
        LocaleContextHolder.setLocale(Locale.forLanguageTag(language));
        problems.assertThat(tab.evaluate("import('/assets/words.js').then(({ size }) => " + Arrays.toString(sizes)
                        + ".map((bytes) => size(bytes)).join('; '))"))
                .as("sizes of the scripts and of the server")
                .isEqualTo(LongStream.of(sizes)
                        .mapToObj(portal.bean(PlainWords.class)::size)
                        .collect(Collectors.joining("; ")));
        LocaleContextHolder.resetLocaleContext();

        open("/r/" + request);
        check("complete");
        call("POST", "/api/requests/" + request + "/end", Map.of());
        open("/r/" + request);
        check("ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void record(String spoken) throws Exception {
        speak(spoken);
        tab.openAsOwner();
        open("/audit");
        check("empty record");

        requested(Map.of("title", HOSTILE, "maxFiles", 1));
        uploaded(HOSTILE + ".txt", Map.of());
        uploaded(LONG_NAME, Map.of());
        owner.token(PASSWORD);
        open("/tokens");
        check("tokens", PASSWORD);
        open("/audit");
        check("record", HOSTILE, HOSTILE + ".txt", LONG_NAME, PASSWORD);
        tab.evaluate("document.querySelector('[name=text]').value = " + JSON.writeValueAsString(HOSTILE_TEXT)
                + "; document.querySelector('form.search').submit(); 0");
        tab.until("String(location.search !== '?lang=" + language + "') + document.readyState", "truecomplete");
        check("nothing found", HOSTILE_TEXT);
    }
}
