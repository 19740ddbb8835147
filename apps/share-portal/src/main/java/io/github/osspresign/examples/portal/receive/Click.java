// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import java.net.URI;

/** Result of a click on the button of a share. */
sealed interface Click {

    /**
     * A download that begins or continues.
     *
     * @param link presigned URL of the object
     */
    record Started(URI link) implements Click {

        /** Does not show the signature. */
        @Override
        public String toString() {
            return "Started[host=" + link.getHost() + "]";
        }
    }

    /** A click that leads back to the page. */
    enum Refused implements Click {
        NO_COOKIES,
        NOT_OPEN,
        WRONG_PASSWORD,
        TOO_MANY_ATTEMPTS,
        TOO_MANY_CLICKS,
        BUCKET_UNAVAILABLE
    }
}
