package io.github.osspresign.download;

/** Tells a listener of an upload, after each MiB and at its end. */
final class UploadProgress {

    private static final long STEP_BYTES = 1024 * 1024;

    private final ProgressListener listener;
    private final String maskedUrl;
    private final String name;
    private final long total;
    private long reportAt = STEP_BYTES;

    UploadProgress(ProgressListener listener, String maskedUrl, String name, long total) {
        this.listener = listener;
        this.maskedUrl = maskedUrl;
        this.name = name;
        this.total = total;
    }

    void sent(long bytes) {
        if (bytes >= reportAt) {
            report(bytes, false);
            reportAt = bytes - bytes % STEP_BYTES + STEP_BYTES;
        }
    }

    void done() {
        report(total, true);
    }

    private void report(long bytes, boolean done) {
        listener.progress(new Progress(maskedUrl, name, bytes, total, done));
    }
}
