package io.github.osspresign.examples.recipients;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Chrome without a window, told by its DevTools protocol what a person would do. */
final class Chrome implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium-headless-shell", "chromium", "google-chrome");
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

    /** Returns a browser with this directory for its own files, or null where none is installed. */
    static @Nullable Chrome start(Path profile) throws Exception {
        for (String program : PROGRAMS) {
            Process process;
            try {
                process = new ProcessBuilder(
                                program,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--no-proxy-server",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // Not this one.
                continue;
            }
            return connect(process, profile.resolve("DevToolsActivePort"));
        }
        return null;
    }

    private static Chrome connect(Process process, Path portFile) throws Exception {
        boolean connected = false;
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("the browser does not start");
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            List<String> lines = Files.readAllLines(portFile);
            BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
            WebSocket tools = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Inbox(messages))
                    .get(SECONDS, TimeUnit.SECONDS);
            connected = true;
            return new Chrome(process, tools, messages);
        } finally {
            if (!connected) {
                end(process);
            }
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Lets downloads go into this folder, under the names that they come with. */
    void saveInto(Path folder) throws Exception {
        call(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", folder.toString(), "eventsEnabled", true),
                null);
    }

    /** Opens the address in a new tab, as a click does, and returns when the page begins to arrive. */
    Tab open(String url) throws Exception {
        String target = String.valueOf(
                call("Target.createTarget", Map.of("url", "about:blank"), null).get("targetId"));
        Map<?, ?> attached = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null);
        String session = String.valueOf(attached.get("sessionId"));
        call("Page.navigate", Map.of("url", url), session);
        return new Tab(session);
    }

    /** Returns how the next download has ended: completed or canceled. */
    String endOfDownload() throws Exception {
        while (true) {
            Map<String, Object> event = events.isEmpty() ? next() : events.remove();
            if ("Browser.downloadProgress".equals(event.get("method"))
                    && event.get("params") instanceof Map<?, ?> progress) {
                String state = String.valueOf(progress.get("state"));
                if (!state.equals("inProgress")) {
                    return state;
                }
            }
        }
    }

    private Map<?, ?> call(String method, Map<String, Object> params, @Nullable String session) throws Exception {
        int id = ++calls;
        Map<String, Object> message = new HashMap<>(Map.of("id", id, "method", method, "params", params));
        if (session != null) {
            message.put("sessionId", session);
        }
        tools.sendText(JSON.std.asString(message), true).get(SECONDS, TimeUnit.SECONDS);
        while (true) {
            Map<String, Object> answer = next();
            if (!answer.containsKey("id")) {
                events.add(answer);
            } else if (answer.get("result") instanceof Map<?, ?> result) {
                return result;
            } else {
                throw new IllegalStateException(method + ": failed: " + answer.get("error"));
            }
        }
    }

    private Map<String, Object> next() throws InterruptedException {
        Map<String, Object> message = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("the browser does not answer");
        }
        return message;
    }

    @Override
    public void close() {
        end(process);
    }

    /** A page that is open. */
    final class Tab {

        private final String session;

        private Tab(String session) {
            this.session = session;
        }

        /** Returns the text that the JavaScript expression has for its value, awaited if it is a promise. */
        String evaluate(String expression) throws Exception {
            Map<?, ?> answer = call(
                    "Runtime.evaluate",
                    Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true),
                    session);
            if (answer.containsKey("exceptionDetails") || !(answer.get("result") instanceof Map<?, ?> result)) {
                throw new IllegalStateException("script: failed");
            }
            return String.valueOf(result.get("value"));
        }

        /** Chooses a file in the field that the JavaScript expression has for its value. */
        void choose(String field, Path file) throws Exception {
            Map<?, ?> answer = call("Runtime.evaluate", Map.of("expression", field), session);
            if (!(answer.get("result") instanceof Map<?, ?> object)) {
                throw new IllegalStateException("script: failed");
            }
            call(
                    "DOM.setFileInputFiles",
                    Map.of("files", List.of(file.toString()), "objectId", String.valueOf(object.get("objectId"))),
                    session);
        }

        /** Loads the page again, as the button of a browser does, and returns when its scripts have run. */
        void reload() throws Exception {
            call("Page.enable", Map.of(), session);
            events.clear();
            call("Page.reload", Map.of(), session);
            while (events.stream().noneMatch(event -> "Page.loadEventFired".equals(event.get("method")))) {
                events.add(next());
            }
        }
    }

    /** Collects messages, which may arrive in pieces. */
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
