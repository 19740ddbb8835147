// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Headless Chrome that saves downloads and runs scripts in pages, controlled through its DevTools protocol.
 *
 * <p>The environment variable {@code TEST_BROWSER} chooses the program; {@code none} stands for no browser. Without the
 * variable, a whole browser goes before the headless shell, which has no viewer for PDF.
 */
public final class Chrome implements WebBrowser {

    private static final List<String> PROGRAMS = List.of("chromium", "google-chrome", "chromium-headless-shell");

    private final BrowserProcess process;

    private Chrome(BrowserProcess process) {
        this.process = process;
    }

    /** Starts a browser with a profile directory, or returns {@code null} if no Chrome is installed. */
    public static @Nullable Chrome start(Path profile) throws Exception {
        String chosen = System.getenv("TEST_BROWSER");
        if (Firefox.isProgram(chosen)) {
            return null;
        }
        for (String program : chosen == null ? PROGRAMS : List.of(chosen)) {
            BrowserProcess process = BrowserProcess.start(
                    List.of(
                            program,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--no-proxy-server",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile),
                    "DevTools listening on ",
                    "");
            if (process != null) {
                return new Chrome(process);
            }
        }
        return null;
    }

    /** Starts a browser with a profile directory. The test is skipped if no Chrome is installed. */
    public static Chrome require(Path profile) throws Exception {
        Chrome chrome = start(profile);
        assumeTrue(chrome != null, "needs chromium or chromium-headless-shell");
        return Objects.requireNonNull(chrome);
    }

    /** Opens a link as a click does, and returns when the download has finished. */
    public void save(String url, Path directory) throws Exception {
        saveInto(directory);
        if (!open(url).isDownload()) {
            throw new IllegalStateException("the browser shows the object instead of saving it");
        }
        endOfDownload(nextDownload());
    }

    @Override
    public void saveInto(Path directory) throws Exception {
        call(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", directory.toString(), "eventsEnabled", true),
                null);
    }

    @Override
    public String nextDownload() throws Exception {
        return String.valueOf(process.awaitEvent("Browser.downloadWillBegin", download -> true)
                .get("guid"));
    }

    @Override
    public String endOfDownload(String id) throws Exception {
        return String.valueOf(process.awaitEvent(
                        "Browser.downloadProgress",
                        progress -> id.equals(progress.get("guid")) && !"inProgress".equals(progress.get("state")))
                .get("state"));
    }

    public void cancelDownload(String id) throws Exception {
        call("Browser.cancelDownload", Map.of("guid", id), null);
    }

    @Override
    public Tab open(String url) throws Exception {
        return open(url, "");
    }

    @Override
    public Tab open(String url, String first) throws Exception {
        Object target =
                call("Target.createTarget", Map.of("url", "about:blank"), null).get("targetId");
        Object session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
                .get("sessionId");
        Tab tab = new Tab(String.valueOf(target), String.valueOf(session));
        if (!first.isEmpty()) {
            call("Page.enable", Map.of(), tab.session);
            call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", first), tab.session);
        }
        tab.isDownload = Boolean.TRUE.equals(
                call("Page.navigate", Map.of("url", url), tab.session).get("isDownload"));
        return tab;
    }

    private Map<?, ?> call(String method, Map<String, Object> params, @Nullable String session) throws Exception {
        return process.call(method, params, session);
    }

    @Override
    public void close() {
        process.close("Browser.close");
    }

    /** An open page. */
    public final class Tab implements WebBrowser.Tab {

        private final String target;
        private final String session;
        private boolean isDownload;

        private Tab(String target, String session) {
            this.target = target;
            this.session = session;
        }

        /** Returns whether the browser saves what it was told to open, instead of showing it. */
        public boolean isDownload() {
            return isDownload;
        }

        @Override
        public void reload() throws Exception {
            call("Page.enable", Map.of(), session);
            process.forgetEvents();
            call("Page.reload", Map.of(), session);
            process.awaitEvent("Page.loadEventFired", loaded -> true);
        }

        @Override
        public void reloadWithoutScripts() throws Exception {
            call("Emulation.setScriptExecutionDisabled", Map.of("value", true), session);
            reload();
        }

        @Override
        public String evaluate(String expression) throws Exception {
            Map<?, ?> response = call(
                    "Runtime.evaluate",
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true),
                    session);
            if (response.containsKey("exceptionDetails") || !(response.get("result") instanceof Map<?, ?> result)) {
                throw new IllegalStateException("script failed: " + expression);
            }
            return String.valueOf(result.get("value"));
        }

        @Override
        public void choose(String field, Path file) throws Exception {
            Map<?, ?> response = call("Runtime.evaluate", Map.of("expression", field), session);
            if (!(response.get("result") instanceof Map<?, ?> input)) {
                throw new IllegalStateException("script failed: " + field);
            }
            call(
                    "DOM.setFileInputFiles",
                    Map.of("files", List.of(file.toString()), "objectId", String.valueOf(input.get("objectId"))),
                    session);
        }

        @Override
        public void cutOff(boolean isOffline) throws Exception {
            call("Network.enable", Map.of(), session);
            call(
                    "Network.emulateNetworkConditions",
                    Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1),
                    session);
        }

        @Override
        public void bringToFront() throws Exception {
            call("Page.bringToFront", Map.of(), session);
        }

        @Override
        public void close() throws Exception {
            call("Target.closeTarget", Map.of("targetId", target), null);
        }

        @Override
        public void press(String key) throws Exception {
            String text = key.equals("Enter") ? "\r" : "";
            call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key, "text", text), session);
            call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key), session);
        }

        @Override
        public void type(String text) throws Exception {
            call("Input.insertText", Map.of("text", text), session);
        }

        @Override
        public void paste() throws Exception {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "keyDown", "key", "v", "code", "KeyV", "commands", List.of("paste")),
                    session);
        }

        @Override
        public void show(int width, int height, String colorScheme) throws Exception {
            call(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false),
                    session);
            call(
                    "Emulation.setEmulatedMedia",
                    Map.of(
                            "features",
                            List.of(
                                    Map.of("name", "prefers-color-scheme", "value", colorScheme),
                                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))),
                    session);
        }
    }
}
