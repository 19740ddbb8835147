// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.camel.osspresigned.monitor.Outcome;
import io.github.osspresign.camel.osspresigned.monitor.TransferEnd;
import io.github.osspresign.camel.osspresigned.monitor.TransferStart;
import io.github.osspresign.camel.osspresigned.monitor.TransferStatus;
import io.github.osspresign.camel.osspresigned.monitor.TransferredObject;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Program that shows transfers which nobody makes, with lines of a log in between. */
final class Demonstration {

    private static final long MIB = 1024 * 1024;
    private static final int STEPS = 5;

    private Demonstration() {}

    /** Takes the milliseconds between the steps as argument, none by default. */
    public static void main(String[] arguments) throws InterruptedException {
        long pause = arguments.length == 0 ? 0 : Long.parseLong(arguments[0]);
        try (TransferView view = TransferView.ofProcess()) {
            view.note("1. Two files are downloaded.");
            TransferStart report = start("%E6%8A%A5%E5%91%8A%20Q1%2B2%20(final)%20100%25.pdf");
            TransferStart film = start("film.mp4");
            view.started(report);
            view.started(film);
            for (int step = 1; step <= STEPS; step++) {
                Thread.sleep(pause);
                view.progress(progress(report, "报告 Q1+2 (final) 100%.pdf", step * MIB));
                view.progress(progress(film, "film.mp4", step * 100L * MIB));
                System.err.println("[WARN] log " + step);
                view.status(List.of("   lag " + (STEPS - step) + "  rate " + step + "/s"));
            }
            view.finished(new TransferEnd(
                    report,
                    Outcome.DOWNLOADED,
                    new TransferredObject("报告 Q1+2 (final) 100%.pdf", STEPS * MIB, VerifiedBy.crc64, 1, 0),
                    null,
                    Instant.now()));
            view.finished(new TransferEnd(film, Outcome.FAILED, null, new IllegalStateException("x"), Instant.now()));
            view.note("2. The results:");
            view.table(
                    List.of("file", "outcome", "bytes"),
                    List.of(List.of("报告.pdf", "downloaded", "5242880"), List.of("film.mp4", "failed", "-")));
        }
    }

    private static TransferStart start(String key) {
        return new TransferStart(
                "https://bucket.oss-cn-hangzhou.aliyuncs.com/a/" + key + "?x-oss-signature=xxxxxx",
                "route",
                "exchange",
                Instant.now(),
                null);
    }

    private static TransferStatus progress(TransferStart start, String name, long bytes) {
        return new TransferStatus(start, name, bytes, 1000 * MIB, 3 * MIB / 2, Duration.ofSeconds(2));
    }
}
