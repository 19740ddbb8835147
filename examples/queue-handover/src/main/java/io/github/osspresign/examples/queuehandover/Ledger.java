// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.link.PresignedLink;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/** Keeps book of what was handed over, and of where each message has ended. */
public final class Ledger {

    static final String LATE = "late.txt";
    static final String ARRIVED = "inbox";
    static final String GIVEN_UP = "links.dead";
    static final List<String> DEAD_LETTER_QUEUES =
            List.of("links.missing", "links.rejected", "links.unreadable", "links.refused", GIVEN_UP);

    private final TransferView view;
    private final Path outbox;
    private final CountDownLatch allSent;
    private final CountDownLatch allEnded;
    private final Map<String, String> ends = new TreeMap<>();
    private final List<String> failedDeliveries = new ArrayList<>();
    private Instant firstEnd = Instant.MAX;

    /** @param outbox keeps the files that have been sent below {@code .sent} */
    Ledger(TransferView view, Path outbox, int files, int messages) {
        this.view = view;
        this.outbox = outbox;
        this.allSent = new CountDownLatch(files);
        this.allEnded = new CountDownLatch(messages);
    }

    /** A link is on the queue. */
    public synchronized void sent(
            @Header("ticket") String ticket, @Header(PresignConstants.EXPIRES_AT) Instant expiresAt) {
        view.note("   " + ticket + " is on the queue, its link works until " + expiresAt);
        firstEnd = expiresAt.isBefore(firstEnd) ? expiresAt : firstEnd;
        allSent.countDown();
    }

    /** A file waits, because bucket or broker are away. */
    void notSent(String name, Exception failure) {
        view.note(
                "   " + name + " is not on the queue yet: " + failure.getClass().getSimpleName());
    }

    /** The receiver has got a link for one that has ended. */
    public void renewed(@Body PresignedLink fresh) {
        view.note("   a fresh link to " + fresh.key());
    }

    /** The receiver has asked for a link in place of one that was never good. */
    public void refused(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RenewalRefusedException refusal) {
        view.note("   no fresh link: " + refusal.reason());
    }

    /** A delivery has failed in a way that may pass; the broker tries again. */
    public synchronized void again(
            @Header("ticket") @Nullable String ticket, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        failedDeliveries.add(String.valueOf(ticket));
        view.note("   " + ticket + " once more later: " + failure.getClass().getSimpleName());
    }

    /**
     * Records that a file has arrived; this is a success only if it equals the file that was sent. Its name is that of the
     * object: a ticket may be anything, also the path of another file.
     */
    public void arrived(@Header("ticket") @Nullable String ticket, @Body File file) throws IOException {
        Path sent = outbox.resolve(".sent").resolve(file.getName());
        boolean isSent = Files.isRegularFile(sent) && Files.mismatch(sent, file.toPath()) < 0;
        ended(ticket, isSent ? ARRIVED : "a file that is not the one sent");
    }

    /** A message has come to a dead letter queue. */
    public void dead(@Header("ticket") @Nullable String ticket, String queue) {
        ended(ticket, queue);
    }

    private synchronized void ended(@Nullable String ticket, String end) {
        view.note("   " + ticket + " -> " + end);
        // A message that this sender has not sent may have no ticket, and would come again for ever.
        ends.put(String.valueOf(ticket), end);
        allEnded.countDown();
    }

    /** Returns when the first of the links that are on the queue ends. */
    synchronized Instant firstEnd() {
        return firstEnd;
    }

    /** Returns the result of each message, by its ticket. */
    synchronized Map<String, String> ends() {
        return Map.copyOf(ends);
    }

    /** The tickets of deliveries that were rolled back, one for each. */
    synchronized List<String> failedDeliveries() {
        return List.copyOf(failedDeliveries);
    }

    CountDownLatch allSent() {
        return allSent;
    }

    CountDownLatch allEnded() {
        return allEnded;
    }
}
