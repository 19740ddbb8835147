// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
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
 * Process of a browser, controlled by JSON messages through a socket whose address it prints. DevTools and WebDriver BiDi
 * have the same messages: calls with an id, their results, and events.
 */
final class BrowserProcess {

    static final int SECONDS = 60;

    private final Process process;
    private final WebSocket tools;
    private final BlockingQueue<Map<String, Object>> messages;
    private final Queue<Map<String, Object>> events = new ArrayDeque<>();
    private int calls;

    private BrowserProcess(Process process, WebSocket tools, BlockingQueue<Map<String, Object>> messages) {
        this.process = process;
        this.tools = tools;
        this.messages = messages;
    }

    /**
     * Starts a browser, or returns {@code null} if its program is not installed.
     *
     * @param listening what the browser prints before the address
     * @param path path behind the address
     */
    static @Nullable BrowserProcess start(List<String> command, String listening, String path) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return null;
        }
        try {
            CompletableFuture<String> address = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(process, listening, address), "browser-output");
            reader.setDaemon(true);
            reader.start();
            BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();
            WebSocket tools = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(address.get(SECONDS, TimeUnit.SECONDS) + path), new Inbox(messages))
                    .get(SECONDS, TimeUnit.SECONDS);
            return new BrowserProcess(process, tools, messages);
        } catch (Exception e) {
            kill(process);
            throw new IllegalStateException(command.get(0) + " does not start", e);
        }
    }

    /** Finds the address, and reads on, because a browser waits while nobody reads its output. */
    private static void read(Process process, String listening, CompletableFuture<String> address) {
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                if (line.startsWith(listening)) {
                    address.complete(line.substring(listening.length()));
                }
                line = output.readLine();
            }
            address.completeExceptionally(new EOFException("no line '" + listening + "…'"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    /** Returns the parameters of the first event, removed with those before it. */
    Map<?, ?> awaitEvent(String method, Predicate<Map<?, ?>> condition) throws Exception {
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

    void forgetEvents() {
        events.clear();
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

    Map<?, ?> call(String method, Map<String, Object> params) throws Exception {
        return call(method, params, null);
    }

    /** @param session session of the DevTools, {@code null} for the browser */
    Map<?, ?> call(String method, Map<String, Object> params, @Nullable String session) throws Exception {
        calls++;
        Map<String, Object> call = new HashMap<>(Map.of("id", calls, "method", method, "params", params));
        if (session != null) {
            call.put("sessionId", session);
        }
        tools.sendText(JSON.std.asString(call), true).get(SECONDS, TimeUnit.SECONDS);
        long end = end();
        while (true) {
            Map<String, Object> message = next("response to " + method, end);
            if (message.get("id") == null) {
                events.add(message);
            } else if (Integer.valueOf(calls).equals(message.get("id"))) {
                if (message.get("result") instanceof Map<?, ?> result) {
                    return result;
                }
                throw new RefusedException(method + ": failed: " + message);
            }
        }
    }

    /** Ends the browser with all its processes, by a call that it may not respond to. */
    void close(String method) {
        try {
            tools.sendText("{\"id\": 0, \"method\": \"" + method + "\", \"params\": {}}", true)
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

    /** The browser has responded to a call with an error. */
    static final class RefusedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
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
