// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Headless Chrome that saves downloads and runs scripts in pages, controlled through its DevTools protocol.
 *
 * <p>The environment variable {@code TEST_BROWSER} chooses the program; {@code none} stands for no browser. Without the
 * variable, a whole browser goes before the headless shell, which has no viewer for PDF.
 */
public final class Chrome implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "google-chrome", "chromium-headless-shell");
    private static final String LISTENING = "DevTools listening on ";
    private static final int SECONDS = 60;

    private final Process process;
    private final WebSocket tools;
    private final BlockingQueue<Map<String, Object>> messages;
    private final Queue<Map<String, Object>> events = new ArrayDeque<>();
    private int calls;

    private Chrome(Process process, WebSocket tools, BlockingQueue<Map<String, Object>> messages) {
        this.process = process;
        this.tools = tools;
        this.messages = messages;
    }

    /** Starts a browser with a profile directory, or returns {@code null} if no Chrome is installed. */
    public static @Nullable Chrome start(Path profile) throws Exception {
        String chosen = System.getenv("TEST_BROWSER");
        for (String program : chosen == null ? PROGRAMS : List.of(chosen)) {
            Process process;
            try {
                process = new ProcessBuilder(
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
                                "--user-data-dir=" + profile)
                        .redirectErrorStream(true)
                        .start();
            } catch (IOException e) {
                // Not installed under this name.
                continue;
            }
            try {
                return connect(process);
            } catch (Exception e) {
                kill(process);
                throw new IllegalStateException(program + " does not start", e);
            }
        }
        return null;
    }

    private static Chrome connect(Process process) throws Exception {
        CompletableFuture<String> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, address), "chrome-output");
        reader.setDaemon(true);
        reader.start();
        BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
        WebSocket tools = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address.get(SECONDS, TimeUnit.SECONDS)), new Inbox(messages))
                .get(SECONDS, TimeUnit.SECONDS);
        return new Chrome(process, tools, messages);
    }

    /** Finds the address of the DevTools, and reads on, because a browser waits while nobody reads its output. */
    private static void read(Process process, CompletableFuture<String> address) {
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                if (line.startsWith(LISTENING)) {
                    address.complete(line.substring(LISTENING.length()));
                }
                line = output.readLine();
            }
            address.completeExceptionally(new EOFException("no line '" + LISTENING + "…'"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Opens a link as a click does, and returns when the download has finished. */
    public void save(String url, Path directory) throws Exception {
        saveInto(directory);
        if (!open(url).isDownload()) {
            throw new IllegalStateException("the browser shows the object instead of saving it");
        }
        endOfDownload(nextDownload());
    }

    /** Lets downloads go into a directory, under the names that servers give them. */
    public void saveInto(Path directory) throws Exception {
        call(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", directory.toString(), "eventsEnabled", true),
                null);
    }

    /** Returns the id of the next download that begins. */
    public String nextDownload() throws Exception {
        return String.valueOf(
                awaitEvent("Browser.downloadWillBegin", download -> true).get("guid"));
    }

    /** Returns how a download ends: {@code completed} or {@code canceled}. */
    public String endOfDownload(String id) throws Exception {
        return String.valueOf(awaitEvent(
                        "Browser.downloadProgress",
                        progress -> id.equals(progress.get("guid")) && !"inProgress".equals(progress.get("state")))
                .get("state"));
    }

    public void cancelDownload(String id) throws Exception {
        call("Browser.cancelDownload", Map.of("guid", id), null);
    }

    /** Returns the parameters of the first event, removed with those before it. */
    private Map<?, ?> awaitEvent(String method, Predicate<Map<?, ?>> condition) throws Exception {
        long end = end();
        while (true) {
            Map<String, Object> event = events.isEmpty() ? next("event " + method, end) : events.remove();
            if (method.equals(event.get("method"))
                    && event.get("params") instanceof Map<?, ?> params
                    && condition.test(params)) {
                return params;
            }
        }
    }

    private static long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    }

    private Map<String, Object> next(String awaited, long end) throws InterruptedException {
        Map<String, Object> message = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new IllegalStateException("the browser has sent no " + awaited + " for " + SECONDS + " s");
        }
        return message;
    }

    /** Opens an address in a new tab. The page may not have arrived yet. */
    public Tab open(String url) throws Exception {
        return open(url, "");
    }

    /**
     * Opens an address in a new tab. The page may not have arrived yet.
     *
     * @param first script that runs before those of each page of the tab
     */
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
        int id = send(method, params, session);
        long end = end();
        while (true) {
            Map<String, Object> message = next("response to " + method, end);
            if (!message.containsKey("id")) {
                events.add(message);
            } else if (Integer.valueOf(id).equals(message.get("id"))) {
                if (message.get("result") instanceof Map<?, ?> result) {
                    return result;
                }
                throw new IllegalStateException(method + ": failed: " + message.get("error"));
            }
        }
    }

    private int send(String method, Map<String, Object> params, @Nullable String session) throws Exception {
        calls++;
        Map<String, Object> message = new HashMap<>(Map.of("id", calls, "method", method, "params", params));
        if (session != null) {
            message.put("sessionId", session);
        }
        tools.sendText(JSON.std.asString(message), true).get(SECONDS, TimeUnit.SECONDS);
        return calls;
    }

    /** Ends the browser with all its processes, which write into the profile until then. */
    @Override
    public void close() {
        try {
            tools.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true)
                    .thenCombine(process.onExit(), (sent, ended) -> ended)
                    .orTimeout(SECONDS, TimeUnit.SECONDS)
                    .join();
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** An open page. */
    public final class Tab {

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

        /** Loads the page again, as the button of a browser does, and returns when its scripts have run. */
        public void reload() throws Exception {
            call("Page.enable", Map.of(), session);
            events.clear();
            call("Page.reload", Map.of(), session);
            awaitEvent("Page.loadEventFired", loaded -> true);
        }

        /** Loads the page again, as in a browser in which JavaScript is turned off. */
        public void reloadWithoutScripts() throws Exception {
            call("Emulation.setScriptExecutionDisabled", Map.of("value", true), session);
            reload();
        }

        /** Returns the value of a JavaScript expression as text, awaited if it is a promise. */
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

        /** Chooses a file of the disk in the field that is the value of a JavaScript expression. */
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

        /** Cuts the network of this tab off, or connects it again. */
        public void cutOff(boolean isOffline) throws Exception {
            call("Network.enable", Map.of(), session);
            call(
                    "Network.emulateNetworkConditions",
                    Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1),
                    session);
        }

        /** Shows the tab: of the tabs of a whole browser, only the one in front is visible. */
        public void bringToFront() throws Exception {
            call("Page.bringToFront", Map.of(), session);
        }

        /** Closes the tab, without asking the page. */
        public void close() throws Exception {
            call("Target.closeTarget", Map.of("targetId", target), null);
        }

        /** Presses and releases a key, {@code Tab} or {@code Enter}. */
        public void press(String key) throws Exception {
            String text = key.equals("Enter") ? "\r" : "";
            call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key, "text", text), session);
            call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key), session);
        }

        /** Types a text into the field that has the focus. */
        public void type(String text) throws Exception {
            call("Input.insertText", Map.of("text", text), session);
        }

        /** Pastes what was copied into the field that has the focus. */
        public void paste() throws Exception {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", "keyDown", "key", "v", "code", "KeyV", "commands", List.of("paste")),
                    session);
        }

        /** Changes the size of the window, and the color scheme that the user prefers. Pages show no motion. */
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

    /** Joins the parts of fragmented messages. */
    private static final class Inbox implements WebSocket.Listener {

        private final BlockingQueue<Map<String, Object>> messages;
        private final StringBuilder text = new StringBuilder();

        Inbox(BlockingQueue<Map<String, Object>> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.std.mapFrom(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
