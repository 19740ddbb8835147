// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

/** Decides which objects are downloaded, by their identity rather than by the link. Called by one thread at a time. */
@FunctionalInterface
public interface DownloadFilter {

    /** Filter that admits every object. */
    DownloadFilter OPEN = object -> Admission.ADMITTED;

    /** Decision of a filter. */
    enum Admission {
        /** The object is downloaded, unless the filter is asked again and decides otherwise. */
        ADMITTED,
        /** The object is not downloaded, because it was downloaded before. */
        SEEN,
        /** Another transfer has the object; the attempt fails, and the next one asks the filter again. */
        BUSY
    }

    /**
     * Decides about an object. Called before the first request with the identity that the link gives, and again before
     * the body is read if the response gives a more precise identity or another object.
     */
    Admission admit(ObjectIdentity object);
}
