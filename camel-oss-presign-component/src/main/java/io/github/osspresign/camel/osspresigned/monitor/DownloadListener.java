package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.error.OssPresignException;
import java.time.Duration;

/** Hears of downloads as they begin, get on and end; of several at a time on several threads. */
public interface DownloadListener {

    /** A link is about to be used. */
    default void started(DownloadStart download) {}

    /**
     * After each MiB, one call at a time for each download, on a thread that downloads it; so it had better be quick.
     * What it throws ends the download.
     */
    default void progress(DownloadProgress progress) {}

    /** An attempt has failed, and there is another one. */
    default void retrying(DownloadStart download, OssPresignException failure) {}

    /**
     * The service has answered.
     *
     * @param clockSkew how far its clock is ahead of ours, to about a second and the time that an answer takes
     */
    default void answered(DownloadStart download, Duration clockSkew) {}

    /** A download has ended, well or not; once for each that has started. */
    default void finished(DownloadEnd end) {}

    /**
     * All links of a source message that brought several have been seen through.
     *
     * @param exchangeId the exchange of that message
     */
    default void batchFinished(String exchangeId, LinkSummary summary) {}
}
