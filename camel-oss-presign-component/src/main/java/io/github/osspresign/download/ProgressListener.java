package io.github.osspresign.download;

/** Hears of a download after each MiB and once when the file is in its place, on the downloading thread. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    /** Takes note; what it throws ends the download. */
    void progress(Progress progress);
}
