package io.github.osspresign.transfer;

import io.github.osspresign.transfer.model.TransferListener;
import io.github.osspresign.transfer.model.TransferProgress;

/** Tells a listener after each MiB, and at the end, how far a download or an upload is. */
final class ProgressReporter {

    private static final long STEP = 1024 * 1024;

    private final TransferListener listener;
    private final String maskedUrl;
    private final String fileName;
    private final long announced;
    private long next;

    /**
     * Creates a reporter for one transfer.
     *
     * @param bytes the number of bytes that are here already
     */
    ProgressReporter(TransferListener listener, String maskedUrl, String fileName, long announced, long bytes) {
        this.listener = listener;
        this.maskedUrl = maskedUrl;
        this.fileName = fileName;
        this.announced = announced;
        this.next = after(bytes);
    }

    /** So many bytes are here by now. */
    void reached(long bytes) {
        if (bytes >= next) {
            report(bytes, false);
            next = after(bytes);
        }
    }

    /** All of them are, and they are the right ones. */
    void done(long bytes) {
        report(bytes, true);
    }

    private void report(long bytes, boolean done) {
        listener.progress(new TransferProgress(maskedUrl, fileName, bytes, announced, done));
    }

    private static long after(long bytes) {
        return bytes - bytes % STEP + STEP;
    }
}
