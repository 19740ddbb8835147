package io.github.osspresign.download;

/** Hears of a download after each MiB and once when the file is in its place, on a thread that downloads it, one at a time. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    /** Takes note; what it throws ends the download. */
    void progress(Progress progress);
}
