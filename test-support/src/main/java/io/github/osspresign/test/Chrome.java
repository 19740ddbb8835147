package io.github.osspresign.test;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Headless Chrome that saves a download, controlled through its DevTools protocol. */
public final class Chrome implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium-headless-shell", "chromium", "google-chrome");
    private static final int SECONDS = 30;

    private final Process process;
    private final WebSocket tools;
    private final BlockingQueue<Map<String, Object>> messages;

    private Chrome(Process process, WebSocket tools, BlockingQueue<Map<String, Object>> messages) {
        this.process = process;
        this.tools = tools;
        this.messages = messages;
    }

    /** Starts a browser with a profile directory, or returns {@code null} if no Chrome is installed. */
    public static @Nullable Chrome start(Path profile) throws Exception {
        for (String program : PROGRAMS) {
            try {
                Process process = new ProcessBuilder(
                                program,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return connect(process, profile.resolve("DevToolsActivePort"));
            } catch (IOException e) {
                // Not installed under this name.
            }
        }
        return null;
    }

    private static Chrome connect(Process process, Path portFile) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("the browser does not start");
            }
            Thread.onSpinWait();
        }
        List<String> lines = Files.readAllLines(portFile);
        BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
        WebSocket tools = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Inbox(messages))
                .get(SECONDS, TimeUnit.SECONDS);
        return new Chrome(process, tools, messages);
    }

    /** Opens a link as a click does, and returns when the download has finished. */
    public void save(String url, Path target) throws Exception {
        send(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", target.toString(), "eventsEnabled", true));
        send("Target.createTarget", Map.of("url", url));
        for (Object state = "inProgress"; "inProgress".equals(state); ) {
            Map<String, Object> message = messages.poll(SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("the browser downloads nothing");
            }
            if ("Browser.downloadProgress".equals(message.get("method"))
                    && message.get("params") instanceof Map<?, ?> progress) {
                state = progress.get("state");
            }
        }
    }

    private void send(String method, Map<String, Object> params) throws Exception {
        tools.sendText(JSON.std.asString(Map.of("id", 1, "method", method, "params", params)), true)
                .get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
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
