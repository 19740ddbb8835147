// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

// tag::progress[]
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends the progress of transfers to web pages. */
@RestController
class ProgressEvents implements TransferListener {

    private final Set<SseEmitter> pages = ConcurrentHashMap.newKeySet();

    @GetMapping("/progress")
    SseEmitter open() throws IOException {
        SseEmitter page = new SseEmitter(0L);
        page.onCompletion(() -> pages.remove(page));
        pages.add(page);
        // Spring sends the head of the response with the first event.
        page.send(SseEmitter.event().comment("open"));
        return page;
    }

    @Override
    public void progress(TransferStatus status) {
        Object data = Map.of("file", status.fileName(), "bytes", status.bytes(), "total", status.total());
        pages.removeIf(page -> !isSent(data, page));
    }

    private static boolean isSent(Object data, SseEmitter page) {
        try {
            page.send(data);
            return true;
        } catch (IOException | IllegalStateException e) {
            // The page is closed.
            return false;
        }
    }
}
// end::progress[]
