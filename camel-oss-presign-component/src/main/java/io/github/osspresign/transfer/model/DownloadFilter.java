package io.github.osspresign.transfer.model;

/** Decides which objects are downloaded, by what they are rather than by the link; called by one thread at a time. */
@FunctionalInterface
public interface DownloadFilter {

    /** Every object is downloaded. */
    DownloadFilter OPEN = object -> Admission.ADMITTED;

    /** What a gate answers. */
    enum Admission {
        /** The object is downloaded. */
        ADMITTED,
        /** The object is asked about again once its state is known, and downloaded where it never is. */
        LATER,
        /** The object is not downloaded, it has been before. */
        SEEN,
        /** Somebody else is at the object; it is asked about again with the next attempt. */
        BUSY
    }

    /**
     * Asked before the first request with what the link tells, and before the body is taken with what the answer tells,
     * where that is more or where it is not the object that was admitted.
     */
    Admission admit(ObjectIdentity object);
}
