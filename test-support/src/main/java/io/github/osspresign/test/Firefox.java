// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headless Firefox, controlled through WebDriver BiDi. */
final class Firefox implements WebBrowser {

    private static final Map<String, String> KEYS = Map.of("Tab", "\uE004", "Enter", "\uE007");
    private static final String CONTROL = "\uE009";

    private final BrowserProcess process;

    private Firefox(BrowserProcess process) {
        this.process = process;
    }

    static boolean isProgram(@Nullable String name) {
        return name != null && name.startsWith("firefox");
    }

    static @Nullable Firefox start(Path profile) throws Exception {
        String chosen = System.getenv("TEST_BROWSER");
        if (chosen != null && !isProgram(chosen)) {
            return null;
        }
        // Pages show no motion, and a download begins without a question.
        Files.writeString(profile.resolve("user.js"), """
                user_pref("ui.prefersReducedMotion", 1);
                user_pref("browser.download.useDownloadDir", true);
                user_pref("browser.download.always_ask_before_handling_new_types", false);
                """);
        BrowserProcess process = BrowserProcess.start(
                List.of(
                        chosen == null ? "firefox-esr" : chosen,
                        "--headless",
                        "--no-remote",
                        "--profile",
                        profile.toString(),
                        "--remote-debugging-port=0"),
                "WebDriver BiDi listening on ",
                "/session");
        if (process == null) {
            return null;
        }
        Firefox firefox = new Firefox(process);
        try {
            process.call("session.new", Map.of("capabilities", Map.of()));
            process.call(
                    "session.subscribe",
                    Map.of("events", List.of("browsingContext.downloadWillBegin", "browsingContext.downloadEnd")));
            return firefox;
        } catch (BrowserProcess.RefusedException e) {
            // An older one has no events of downloads.
            firefox.close();
            return null;
        }
    }

    @Override
    public void saveInto(Path directory) throws Exception {
        process.call(
                "browser.setDownloadBehavior",
                Map.of("downloadBehavior", Map.of("type", "allowed", "destinationFolder", directory.toString())));
    }

    @Override
    public String nextDownload() throws Exception {
        return String.valueOf(process.awaitEvent("browsingContext.downloadWillBegin", download -> true)
                .get("url"));
    }

    /** The events have no id, and the address of a link is only once in a test. */
    @Override
    public String endOfDownload(String id) throws Exception {
        Map<?, ?> end = process.awaitEvent("browsingContext.downloadEnd", download -> id.equals(download.get("url")));
        return "complete".equals(end.get("status")) ? "completed" : String.valueOf(end.get("status"));
    }

    @Override
    public Tab open(String url, String first) throws Exception {
        String context = String.valueOf(
                process.call("browsingContext.create", Map.of("type", "tab")).get("context"));
        if (!first.isEmpty()) {
            process.call(
                    "script.addPreloadScript",
                    Map.of("functionDeclaration", "() => {" + first + "}", "contexts", List.of(context)));
        }
        process.call("browsingContext.navigate", Map.of("context", context, "url", url, "wait", "none"));
        return new Page(context);
    }

    @Override
    public void close() {
        process.close("browser.close");
    }

    private final class Page implements Tab {

        private final String context;

        Page(String context) {
            this.context = context;
        }

        private Map<?, ?> call(String method, Map<String, Object> params) throws Exception {
            Map<String, Object> ofPage = new HashMap<>(params);
            ofPage.put("context", context);
            return process.call(method, ofPage);
        }

        @Override
        public void reload() throws Exception {
            call("browsingContext.reload", Map.of("wait", "complete"));
        }

        @Override
        public String evaluate(String expression) throws Exception {
            return String.valueOf(result(expression).get("value"));
        }

        private Map<?, ?> result(String expression) throws Exception {
            Map<?, ?> response = process.call(
                    "script.evaluate",
                    Map.of(
                            "expression",
                            expression,
                            "target",
                            Map.of("context", context),
                            "awaitPromise",
                            true,
                            "userActivation",
                            true));
            if (!"success".equals(response.get("type")) || !(response.get("result") instanceof Map<?, ?> result)) {
                throw new IllegalStateException("script failed: " + expression);
            }
            return result;
        }

        @Override
        public void choose(String field, Path file) throws Exception {
            call(
                    "input.setFiles",
                    Map.of(
                            "element",
                            Map.of("sharedId", String.valueOf(result(field).get("sharedId"))),
                            "files",
                            List.of(file.toString())));
        }

        @Override
        public void bringToFront() throws Exception {
            call("browsingContext.activate", Map.of());
        }

        @Override
        public void close() throws Exception {
            call("browsingContext.close", Map.of("promptUnload", false));
        }

        @Override
        public void press(String key) throws Exception {
            String code = KEYS.getOrDefault(key, key);
            keys(List.of(down(code), up(code)));
        }

        @Override
        public void type(String text) throws Exception {
            List<Map<String, Object>> keys = new ArrayList<>();
            text.codePoints().mapToObj(Character::toString).forEach(key -> {
                keys.add(down(key));
                keys.add(up(key));
            });
            keys(keys);
        }

        @Override
        public void paste() throws Exception {
            keys(List.of(down(CONTROL), down("v"), up("v"), up(CONTROL)));
        }

        private static Map<String, Object> down(String key) {
            return Map.of("type", "keyDown", "value", key);
        }

        private static Map<String, Object> up(String key) {
            return Map.of("type", "keyUp", "value", key);
        }

        private void keys(List<Map<String, Object>> actions) throws Exception {
            call(
                    "input.performActions",
                    Map.of("actions", List.of(Map.of("type", "key", "id", "keyboard", "actions", actions))));
        }
    }
}
