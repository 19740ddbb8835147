package io.github.osspresign.transfer.model;

import io.github.osspresign.error.OssPresignException;
import java.time.Instant;

/** Hears how a download gets on. */
@FunctionalInterface
public interface TransferListener {

    /** Hears nothing. */
    TransferListener NONE = progress -> {};

    /**
     * After each MiB and once when the file is in its place, on a thread that downloads it, one call at a time; what it
     * throws ends the download.
     */
    void progress(TransferProgress progress);

    /**
     * The service has answered, with the object or a refusal, maybe on several threads at a time.
     *
     * @param serviceTime the time that the service says it is, in whole seconds
     */
    default void answered(Instant serviceTime) {}

    /** An attempt has failed, and there is another one. */
    default void retrying(OssPresignException failure) {}
}
